/**
 * A moving picture of an episode, made by whoever hosts the trainer and has cameras.
 *
 * <p>Start at {@link dev.graft.trainer.film.Filmmaker}.
 */
@NullMarked
package dev.graft.trainer.film;

import org.jspecify.annotations.NullMarked;
