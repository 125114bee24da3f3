/** Tests of the command. */
@NullMarked
package dev.graft.cli.progress;

import org.jspecify.annotations.NullMarked;
