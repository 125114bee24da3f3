@NullMarked
package dev.graft.cli.job;

import org.jspecify.annotations.NullMarked;
