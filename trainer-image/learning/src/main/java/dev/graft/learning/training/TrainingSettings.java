package dev.graft.learning.training;

import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.Precision;

/**
 * The optimisation. AdamW with betas .9 and .999 and epsilon 1e-8; the decay is decoupled and falls
 * on every trained parameter.
 *
 * @param length optimizer steps or epochs
 * @param batchSize windows per optimizer step; a last partial batch of an epoch counts as a step
 * @param learningRate peak rate
 * @param warmupSteps steps of linear warm-up to the peak
 * @param schedule what follows the warm-up
 * @param weightDecay of AdamW
 * @param gradientClipNorm global norm the gradient is clipped to
 * @param actionHistoryDropout probability that all action inputs of a window are zeroed, so that
 *     the policy does not merely repeat its last action
 * @param precision arithmetic of the blocks
 * @param loss what is minimised
 * @param microBatchSize windows in memory at once, at most {@code batchSize}: the gradients of a
 *     batch are summed over parts of so many
 * @param seed draws order and dropout (the initial weights have their own)
 */
public record TrainingSettings(
    TrainingLength length,
    int batchSize,
    double learningRate,
    long warmupSteps,
    Schedule schedule,
    double weightDecay,
    double gradientClipNorm,
    double actionHistoryDropout,
    Precision precision,
    Loss loss,
    int microBatchSize,
    long seed) {

  /** Refuses numbers outside their ranges. */
  public TrainingSettings {
    require(batchSize >= 1, "batchSize", batchSize, "at least 1");
    require(
        microBatchSize >= 1 && microBatchSize <= batchSize,
        "microBatchSize",
        microBatchSize,
        "at least 1 and at most batchSize " + batchSize);
    require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "in (0, 1]");
    require(warmupSteps >= 0, "warmupSteps", warmupSteps, "at least 0");
    require(weightDecay >= 0 && weightDecay <= 1, "weightDecay", weightDecay, "in [0, 1]");
    require(
        gradientClipNorm > 0 && Double.isFinite(gradientClipNorm),
        "gradientClipNorm",
        gradientClipNorm,
        "above 0");
    require(
        actionHistoryDropout >= 0 && actionHistoryDropout <= 1,
        "actionHistoryDropout",
        actionHistoryDropout,
        "in [0, 1]");
  }

  private static void require(boolean holds, String name, Number value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
    }
  }
}
