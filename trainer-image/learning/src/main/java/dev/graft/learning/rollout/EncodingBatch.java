package dev.graft.learning.rollout;

import dev.graft.learning.policy.Architecture;
import java.util.Arrays;

/**
 * The steps that n environments encode in one call, K each.
 *
 * @param count K
 * @param states {@code [n, K, stateDim]}
 * @param actions {@code [n, K, actionDim]}, the one before each state
 * @param timesteps {@code [n, K]}, of the states
 * @param earlier {@code [n, K]}, of the actions
 * @param positions {@code [n]}, where each begins in the cache
 * @param rows {@code [n]}, ascending environments
 * @param maxTimesteps timesteps that have an embedding
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
record EncodingBatch(
    int count,
    float[] states,
    float[] actions,
    long[] timesteps,
    long[] earlier,
    long[] positions,
    long[] rows,
    int maxTimesteps) {

  static EncodingBatch allocate(int environments, int count, Architecture a) {
    int steps = environments * count;
    return new EncodingBatch(
        count,
        new float[steps * a.stateDim()],
        new float[steps * a.actionDim()],
        new long[steps],
        new long[steps],
        new long[environments],
        new long[environments],
        a.maxTimesteps());
  }

  /** Slots of the cache, two a step, up to the last that is encoded here. */
  long usedSlots() {
    return 2 * (Arrays.stream(positions).max().orElse(0) + count);
  }
}
