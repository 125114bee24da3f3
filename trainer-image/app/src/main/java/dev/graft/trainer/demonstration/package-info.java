/**
 * Demonstrations as the trainer keeps them: the trajectories that are learned from, and what else
 * is known of their episodes.
 *
 * <p>Belongs here: their files. Does not belong here: collecting them, and formats of others. Start
 * at {@link dev.graft.trainer.demonstration.DemonstrationFiles}.
 */
@NullMarked
package dev.graft.trainer.demonstration;

import org.jspecify.annotations.NullMarked;
