/**
 * {@code graft bench train}: optimizer steps a second, beside those of the same network in PyTorch.
 *
 * <p>Both are processes that a {@link dev.graft.cli.bench.training.TrainingCommand} asks in turn
 * for some steps and their time. Belongs here: what is trained, and the report. Does not belong
 * here: how it is trained.
 */
@NullMarked
package dev.graft.cli.bench.training;

import org.jspecify.annotations.NullMarked;
