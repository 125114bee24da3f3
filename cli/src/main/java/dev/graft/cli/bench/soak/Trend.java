package dev.graft.cli.bench.soak;

import dev.graft.cli.bench.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether a quantity grows. The slope is the median of the slopes between all pairs of samples
 * (Theil 1950, Sen 1968): a peak here and there does not move it, a leak does.
 *
 * @param median of the samples
 * @param perHour slope
 * @param growth that the slope makes over the time that was measured
 * @param allowed growth that still counts as none
 */
record Trend(double median, double perHour, double growth, double allowed) {
  private static final int SECONDS_PER_HOUR = 3600;

  /**
   * Of samples.
   *
   * @param allowedShare of the median that it may grow by
   * @param allowedAtLeast however small the median is
   */
  static Trend of(
      List<Sample> samples,
      ToDoubleFunction<Sample> quantity,
      double allowedShare,
      double allowedAtLeast) {
    double[] values = samples.stream().mapToDouble(quantity).toArray();
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        double seconds = samples.get(j).seconds() - samples.get(i).seconds();
        slopes[next++] = (values[j] - values[i]) / seconds;
      }
    }
    double median = Median.of(values);
    double slope = Median.of(slopes);
    double measured = samples.getLast().seconds() - samples.getFirst().seconds();
    return new Trend(
        median,
        slope * SECONDS_PER_HOUR,
        slope * measured,
        Math.max(allowedShare * median, allowedAtLeast));
  }

  /** Whether it stays what it is. */
  public boolean flat() {
    return growth <= allowed;
  }
}
