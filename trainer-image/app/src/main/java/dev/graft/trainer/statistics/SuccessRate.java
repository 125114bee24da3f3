package dev.graft.trainer.statistics;

import dev.graft.api.SuccessCount;

/**
 * Successes among trials, with the interval of Wilson's score test: see {@link SuccessCount}.
 *
 * @param successes from 0 to {@code trials}
 * @param trials at least 1
 */
public record SuccessRate(int successes, int trials) {
  /** The normal quantile of a two-sided 95 % interval. */
  static final double Z95 = SuccessCount.Z95;

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
    SuccessCount count = new SuccessCount(successes, trials);
    return new Interval(count.low95(), count.high95());
  }

  /** Both counts added. */
  public SuccessRate plus(SuccessRate other) {
    return new SuccessRate(successes + other.successes, trials + other.trials);
  }
}
