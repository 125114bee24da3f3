package dev.graft.learning.policy;

import static dev.graft.learning.engine.NativeTensors.copyIn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.data.WindowBatch;

/**
 * A batch in native memory; B windows of T steps.
 *
 * @param states {@code [B, T, stateDim]}
 * @param actions {@code [B, T, actionDim]}
 * @param timesteps {@code [B, T]}
 * @param targets {@code [B, T, actionDim]}
 * @param weights {@code [B, T, 1]}
 */
public record NativeBatch(
    NDArray states, NDArray actions, NDArray timesteps, NDArray targets, NDArray weights) {

  /** Copies a batch. */
  public static NativeBatch of(NDManager manager, WindowBatch batch, Architecture architecture) {
    long b = batch.windows();
    long t = batch.length();
    return new NativeBatch(
        copyIn(manager, batch.states(), b, t, architecture.stateDim()),
        copyIn(manager, batch.actions(), b, t, architecture.actionDim()),
        copyIn(manager, batch.timesteps(), b, t),
        copyIn(manager, batch.targets(), b, t, architecture.actionDim()),
        copyIn(manager, batch.weights(), b, t, 1));
  }

  /** What a policy knows besides the states. */
  public NDList history() {
    return new NDList(actions, timesteps);
  }

  /** What training needs besides the states. */
  public NDList supervision() {
    return new NDList(actions, timesteps, targets, weights);
  }
}
