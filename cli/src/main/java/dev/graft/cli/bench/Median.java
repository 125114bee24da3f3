package dev.graft.cli.bench;

import java.util.Arrays;

/** The middle of measurements: those that another process disturbed do not move it. */
public final class Median {
  private Median() {}

  /**
   * Of numbers in any order, which are left as they are; the mean of the two in the middle where
   * their count is even.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static double of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there is no median of no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
