package dev.graft.trainer.statistics;

/**
 * Successes among trials, with the interval of Wilson's score test.
 *
 * <p>Wilson, "Probable inference, the law of succession, and statistical inference", 1927. With
 * {@code p} the share, {@code n} the trials and {@code z} the normal quantile,
 *
 * <pre>  (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)</pre>
 *
 * <p>Unlike {@code p ± z·se} it keeps its level at 0 of n and n of n, where most cells of a table
 * of robot tasks lie.
 *
 * @param successes from 0 to {@code trials}
 * @param trials at least 1
 */
public record SuccessRate(int successes, int trials) {
  /** The normal quantile of a two-sided 95 % interval. */
  static final double Z95 = 1.959963984540054;

  /** Refuses counts that cannot be. */
  public SuccessRate {
    if (trials < 1) {
      throw new IllegalArgumentException("trials " + trials + ": must be at least 1");
    }
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes " + successes + ": must be between 0 and the trials, " + trials);
    }
  }

  /** The share of successes, in [0, 1]. */
  public double share() {
    return (double) successes / trials;
  }

  /** The 95 % interval. */
  public Interval interval95() {
    double z2 = Z95 * Z95;
    double centre = share() + z2 / (2.0 * trials);
    double spread =
        Z95 * Math.sqrt(share() * (1 - share()) / trials + z2 / (4.0 * trials * trials));
    double scale = 1 + z2 / trials;
    return new Interval(
        Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale));
  }

  /** Both counts added. */
  public SuccessRate plus(SuccessRate other) {
    return new SuccessRate(successes + other.successes, trials + other.trials);
  }
}
