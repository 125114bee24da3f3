package dev.graft.trainer.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What training reports at the end of an interval: an epoch, or part of one where epochs are long.
 *
 * @param step optimizer steps done
 * @param epoch the same in passes over the data
 * @param loss mean over the interval
 * @param gradientNorm mean over the interval, before clipping
 * @param learningRate of the last step
 * @param windowsPerSecond over the interval; after a restart, over its part since then
 */
record TrainingPoint(
    long step,
    double epoch,
    double loss,
    double gradientNorm,
    double learningRate,
    double windowsPerSecond) {

  /** The last point's loss; absent when nothing was trained. */
  static @Nullable Double finalLoss(List<TrainingPoint> points) {
    return points.isEmpty() ? null : points.getLast().loss();
  }
}
