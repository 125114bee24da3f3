/** Tests of how training is measured. */
@NullMarked
package dev.graft.cli.bench.training;

import org.jspecify.annotations.NullMarked;
