package dev.graft.learning.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some windows, padded at their ends to one length. A causal policy never looks at what follows,
 * and padded steps weigh nothing.
 *
 * @param windows number of windows
 * @param length steps of each, padding included
 * @param states {@code [windows, length, stateDim]}, standardised
 * @param actions {@code [windows, length, actionDim]}, as the policy sees them: zero where the
 *     history is dropped
 * @param timesteps {@code [windows, length]}, step in the episode
 * @param targets {@code [windows, length, actionDim]}, in [-1, 1]
 * @param weights {@code [windows, length]}: 1 / (steps * actionDim), 0 for padding, so that the
 *     weighted sum of errors is the mean over all numbers that are there
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
public record WindowBatch(
    int windows,
    int length,
    float[] states,
    float[] actions,
    long[] timesteps,
    float[] targets,
    float[] weights) {

  /**
   * The same windows in parts, in their order.
   *
   * @param size windows of each part; the last one may have fewer
   */
  public List<WindowBatch> parts(int size) {
    List<WindowBatch> parts = new ArrayList<>();
    for (int from = 0; from < windows; from += size) {
      parts.add(part(from, Math.min(windows, from + size)));
    }
    return parts;
  }

  private WindowBatch part(int from, int to) {
    return from == 0 && to == windows
        ? this
        : new WindowBatch(
            to - from,
            length,
            rows(states, from, to),
            rows(actions, from, to),
            Arrays.copyOfRange(timesteps, from * length, to * length),
            rows(targets, from, to),
            rows(weights, from, to));
  }

  private float[] rows(float[] values, int from, int to) {
    int width = values.length / windows;
    return Arrays.copyOfRange(values, from * width, to * width);
  }
}
