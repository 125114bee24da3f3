package dev.graft.learning.data;

import java.util.Arrays;

/**
 * Mean and deviation of the states a backbone was pretrained on, the goal included even when it was
 * masked. They belong to the backbone.
 *
 * @param mean {@code [stateDim]}
 * @param deviation {@code [stateDim]}, each at least {@link #DEVIATION_FLOOR}
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by digest
public record StateStatistics(float[] mean, float[] deviation) {
  /** Below this a deviation says nothing: a coordinate that stands still would become noise. */
  public static final float DEVIATION_FLOOR = 0.02f;

  /** Standardised coordinates are clamped to plus and minus this. */
  public static final float CLAMP = 5f;

  /** Refuses arrays of different lengths and deviations below the floor. */
  public StateStatistics {
    if (mean.length != deviation.length || mean.length == 0) {
      throw new IllegalArgumentException(
          "mean has %d numbers and deviation %d; they must be as many, and at least 1"
              .formatted(mean.length, deviation.length));
    }
    for (float value : deviation) {
      if (!(value >= DEVIATION_FLOOR)) {
        throw new IllegalArgumentException(
            "deviation holds " + value + "; it must be at least " + DEVIATION_FLOOR);
      }
    }
  }

  /** Statistics over all steps of a dataset. */
  public static StateStatistics of(TrajectoryDataset dataset) {
    int dim = dataset.stateDim();
    double[] mean = new double[dim];
    double[] square = new double[dim];
    for (Trajectory trajectory : dataset.trajectories()) {
      accumulate(trajectory.states(), dim, mean, square);
    }
    return fromMoments(mean, square, dataset.steps());
  }

  /** Numbers in a state. */
  public int stateDim() {
    return mean.length;
  }

  /**
   * Standardises, clamps, and masks the goal if asked.
   *
   * @param states {@code [rows, stateDim]}; not changed
   * @return {@code [rows, stateDim]}
   */
  public float[] standardise(float[] states, GoalRange goal, GoalVisibility visibility) {
    int dim = mean.length;
    float[] result = new float[states.length];
    for (int i = 0; i < states.length; i++) {
      float scaled = (states[i] - mean[i % dim]) / deviation[i % dim];
      result[i] = Math.clamp(scaled, -CLAMP, CLAMP);
    }
    if (visibility == GoalVisibility.MASKED) {
      for (int row = 0; row < states.length; row += dim) {
        Arrays.fill(result, row + goal.first(), row + goal.end(), 0f);
      }
    }
    return result;
  }

  private static void accumulate(float[] states, int dim, double[] mean, double[] square) {
    for (int i = 0; i < states.length; i++) {
      mean[i % dim] += states[i];
      square[i % dim] += (double) states[i] * states[i];
    }
  }

  private static StateStatistics fromMoments(double[] sum, double[] square, long rows) {
    float[] mean = new float[sum.length];
    float[] deviation = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      double average = sum[i] / rows;
      double variance = Math.max(0, square[i] / rows - average * average);
      mean[i] = (float) average;
      deviation[i] = Math.max(DEVIATION_FLOOR, (float) Math.sqrt(variance));
    }
    return new StateStatistics(mean, deviation);
  }
}
