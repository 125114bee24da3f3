/** Tests of the comparison of jobs. */
@NullMarked
package dev.graft.cli.compare;

import org.jspecify.annotations.NullMarked;
