/**
 * The work of one stage of a plan, step by step.
 *
 * <p>Belongs here: the order of things, what is kept for a restart, and which facts are recorded.
 * Does not belong here: arithmetic, that is {@code dev.graft.learning}'s. Start at {@link
 * dev.graft.trainer.stage.Stages}, then {@code BackboneStageRunner} and {@code AdapterRunRunner}.
 */
@NullMarked
package dev.graft.trainer.stage;

import org.jspecify.annotations.NullMarked;
