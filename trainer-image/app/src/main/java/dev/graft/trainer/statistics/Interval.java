package dev.graft.trainer.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  /** Refuses an interval that is turned around or not a number. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval [" + low + ", " + high + "]: low must be <= high");
    }
  }

  /** Whether {@code value} lies inside, ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
