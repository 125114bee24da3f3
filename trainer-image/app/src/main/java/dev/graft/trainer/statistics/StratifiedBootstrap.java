package dev.graft.trainer.statistics;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals of a statistic whose sample is drawn again and again, with replacement,
 * within each task (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 8 and
 * 13). Tasks are the strata: they are chosen, not drawn.
 *
 * <p>The same sample always has the same interval: the draws have one seed.
 */
final class StratifiedBootstrap {
  /** Samples drawn. The ends of an interval then vary by about a fiftieth of its width. */
  static final int REPLICATES = 10_000;

  private static final long SEED = 2021;

  private StratifiedBootstrap() {}

  /**
   * The 95 % interval.
   *
   * @param replicate draws a sample with the numbers given to it and computes the statistic
   */
  static Interval interval95(ToDoubleFunction<Random> replicate) {
    // Its algorithm is part of its specification, so that intervals stay what they are.
    Random random = new Random(SEED);
    double[] statistics = new double[REPLICATES];
    for (int i = 0; i < REPLICATES; i++) {
      statistics[i] = replicate.applyAsDouble(random);
    }
    Arrays.sort(statistics);
    return new Interval(quantile(statistics, 0.025), quantile(statistics, 0.975));
  }

  /** Linear between order statistics, as numpy's default. */
  static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /**
   * As many of {@code values} as there are, with replacement, into {@code sample} from an index.
   */
  static void resample(double[] values, double[] sample, int from, Random random) {
    for (int i = 0; i < values.length; i++) {
      sample[from + i] = values[random.nextInt(values.length)];
    }
  }
}
