package dev.graft.trainer.lerobot;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Statistics of a feature, each of its numbers on its own.
 *
 * @param min smallest
 * @param max largest
 * @param mean arithmetic
 * @param std deviation of the population
 * @param count frames, a list of one
 */
record FeatureStatistics(
    List<Double> min, List<Double> max, List<Double> mean, List<Double> std, List<Long> count) {

  /** Of features over some frames, by the features' names. */
  static Map<String, FeatureStatistics> of(List<Column> features, Stream<Frame> frames) {
    Map<Column, Gathering> gatherings = new LinkedHashMap<>();
    features.forEach(feature -> gatherings.put(feature, new Gathering(feature.width())));
    frames.forEach(
        frame -> gatherings.forEach((feature, gathering) -> gathering.add(feature.numbers(frame))));
    Map<String, FeatureStatistics> statistics = new LinkedHashMap<>();
    gatherings.forEach(
        (feature, gathering) -> statistics.put(feature.name(), gathering.gathered()));
    return statistics;
  }

  /** Gathers statistics frame by frame. */
  private static final class Gathering {
    private final double[] min;
    private final double[] max;
    private final double[] mean;

    /** Sum of the squared distances from the mean (Welford, Technometrics 4, 1962). */
    private final double[] distance;

    private long count;

    Gathering(int width) {
      min = filled(width, Double.POSITIVE_INFINITY);
      max = filled(width, Double.NEGATIVE_INFINITY);
      mean = new double[width];
      distance = new double[width];
    }

    private static double[] filled(int width, double value) {
      double[] values = new double[width];
      Arrays.fill(values, value);
      return values;
    }

    void add(double[] numbers) {
      count++;
      for (int i = 0; i < numbers.length; i++) {
        min[i] = Math.min(min[i], numbers[i]);
        max[i] = Math.max(max[i], numbers[i]);
        double before = numbers[i] - mean[i];
        mean[i] += before / count;
        distance[i] += before * (numbers[i] - mean[i]);
      }
    }

    FeatureStatistics gathered() {
      return new FeatureStatistics(
          list(min),
          list(max),
          list(mean),
          DoubleStream.of(distance).map(sum -> Math.sqrt(sum / count)).boxed().toList(),
          List.of(count));
    }

    private static List<Double> list(double[] values) {
      return DoubleStream.of(values).boxed().toList();
    }
  }
}
