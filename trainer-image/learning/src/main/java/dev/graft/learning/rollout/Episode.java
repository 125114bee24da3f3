package dev.graft.learning.rollout;

import java.util.Arrays;

/**
 * What one environment's policy remembers: its last {@code context} steps, and how many are cached.
 */
final class Episode {
  private final int context;
  private final int stateDim;
  private final int actionDim;
  private final float[] states;
  private final float[] actions;
  private int steps;
  private int cached;

  Episode(int context, int stateDim, int actionDim) {
    this.context = context;
    this.stateDim = stateDim;
    this.actionDim = actionDim;
    states = new float[context * stateDim];
    // One more than states: the action before the oldest state is still told apart from later ones.
    actions = new float[(context + 1) * actionDim];
  }

  void restart() {
    steps = 0;
    cached = 0;
    Arrays.fill(actions, 0f);
  }

  /** Takes the state of a new step from row {@code row}. */
  void observe(float[] rows, int row) {
    System.arraycopy(rows, row * stateDim, states, (steps % context) * stateDim, stateDim);
    steps++;
  }

  /** Takes the action answered to the newest state from row {@code row}. */
  void answer(float[] rows, int row) {
    int slot = (steps - 1) % (context + 1);
    System.arraycopy(rows, row * actionDim, actions, slot * actionDim, actionDim);
  }

  /**
   * Says how the newest step is to be encoded, and counts it as cached.
   *
   * @param kept steps encoded anew when the cache is full
   */
  Encoding advance(int kept) {
    if (cached < context) {
      return new Encoding(1, cached++);
    }
    cached = kept;
    return new Encoding(kept, 0);
  }

  /**
   * The newest steps that are encoded.
   *
   * @param count how many
   * @param position of the first in the cache
   */
  record Encoding(int count, int position) {}

  /** Copies the newest {@code count} steps, and the action before each, to row {@code row}. */
  void copyTo(EncodingBatch batch, int row, int count) {
    for (int i = 0; i < count; i++) {
      int step = steps - count + i;
      int target = row * count + i;
      System.arraycopy(
          states, (step % context) * stateDim, batch.states(), target * stateDim, stateDim);
      if (step > 0) {
        int slot = (step - 1) % (context + 1);
        System.arraycopy(actions, slot * actionDim, batch.actions(), target * actionDim, actionDim);
      }
      batch.timesteps()[target] = Math.min(step, batch.maxTimesteps() - 1);
      batch.earlier()[target] = Math.clamp(step - 1, 0, batch.maxTimesteps() - 1);
    }
  }
}
