/**
 * What a trainer process tells its parent, one JSON object a line on standard output.
 *
 * <p>Start at {@link dev.graft.trainer.event.TrainerEvent}.
 */
@NullMarked
package dev.graft.trainer.event;

import org.jspecify.annotations.NullMarked;
