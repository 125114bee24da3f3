package dev.graft.learning.data;

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
 *     weighted sum of squared errors is the mean over all numbers that are there
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
public record WindowBatch(
    int windows,
    int length,
    float[] states,
    float[] actions,
    long[] timesteps,
    float[] targets,
    float[] weights) {}
