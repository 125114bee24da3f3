/** Tests of the command as a whole, and of the edges between all modules. */
@NullMarked
package dev.graft.cli;

import org.jspecify.annotations.NullMarked;
