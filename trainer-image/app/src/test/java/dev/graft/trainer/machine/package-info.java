/** Tests of what is told of a machine. */
@NullMarked
package dev.graft.trainer.machine;

import org.jspecify.annotations.NullMarked;
