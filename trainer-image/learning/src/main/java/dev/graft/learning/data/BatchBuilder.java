package dev.graft.learning.data;

import java.util.Arrays;

/** Copies windows into the arrays of a batch. */
final class BatchBuilder {
  private final int length;
  private final int stateDim;
  private final int actionDim;
  private final float[] states;
  private final float[] actions;
  private final long[] timesteps;
  private final float[] targets;
  private final float[] weights;
  private int windows;
  private int steps;

  BatchBuilder(int capacity, int length, Trajectory alike) {
    this.length = length;
    stateDim = alike.stateDim();
    actionDim = alike.actionDim();
    states = new float[capacity * length * stateDim];
    actions = new float[capacity * length * actionDim];
    timesteps = new long[capacity * length];
    targets = new float[capacity * length * actionDim];
    weights = new float[capacity * length];
  }

  /** Adds the window that begins at step {@code from}. */
  void add(
      Trajectory trajectory, float[] standardised, int from, boolean dropped, int maxTimesteps) {
    int count = Math.min(length, trajectory.length() - from);
    int row = windows++ * length;
    System.arraycopy(standardised, from * stateDim, states, row * stateDim, count * stateDim);
    for (int i = 0; i < count * actionDim; i++) {
      float action = trajectory.actions()[from * actionDim + i];
      targets[row * actionDim + i] = Math.clamp(action, -1f, 1f);
      actions[row * actionDim + i] = dropped ? 0f : Math.clamp(action, -1f, 1f);
    }
    for (int i = 0; i < count; i++) {
      timesteps[row + i] = Math.min(from + i, maxTimesteps - 1);
    }
    Arrays.fill(weights, row, row + count, 1f);
    steps += count;
  }

  WindowBatch build() {
    float share = (float) (1.0 / ((double) steps * actionDim));
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= share;
    }
    return new WindowBatch(windows, length, states, actions, timesteps, targets, weights);
  }
}
