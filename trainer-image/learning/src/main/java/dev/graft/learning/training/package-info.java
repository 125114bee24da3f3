/**
 * Optimisation by behaviour cloning, one step at a time, resumable bit for bit.
 *
 * <p>Start at {@link dev.graft.learning.training.TrainingSession}.
 */
@NullMarked
package dev.graft.learning.training;

import org.jspecify.annotations.NullMarked;
