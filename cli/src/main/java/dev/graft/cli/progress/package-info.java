/**
 * Progress of the stages of a job, for a person who waits.
 *
 * <p>Belongs here: turning {@link dev.graft.trainer.event.TrainerEvent}s into lines of text. Does
 * not belong here: processes, results. Start at {@link dev.graft.cli.progress.ProgressDisplay}.
 */
@NullMarked
package dev.graft.cli.progress;

import org.jspecify.annotations.NullMarked;
