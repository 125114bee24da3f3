/**
 * Leaving in good order when the process is asked to end.
 *
 * <p>Start at {@link dev.graft.trainer.stop.StopSignal}.
 */
@NullMarked
package dev.graft.trainer.stop;

import org.jspecify.annotations.NullMarked;
