/**
 * The trainer: the process of one stage of a plan, which collects demonstrations, pretrains a
 * backbone or trains an adapter on it, evaluates, and records to MLflow.
 *
 * <p>Belongs here: the main program and its arguments. The work itself is in {@code stage}; what it
 * needs and gives has a package each: {@code store}, {@code evaluation}, {@code mlflow}, {@code
 * record}, {@code result}, {@code event}, {@code plot}, {@code statistics}, {@code film}, {@code
 * stop}; {@code job} records what concerns all stages. Start at {@link dev.graft.trainer.Trainer}.
 */
@NullMarked
package dev.graft.trainer;

import org.jspecify.annotations.NullMarked;
