package dev.graft.cli.compare;

import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.SuccessRate;

/**
 * A success rate with its 95 % Wilson interval.
 *
 * @param successes episodes solved
 * @param episodes in all
 * @param low lower end of the interval
 * @param high upper end
 */
public record Rate(int successes, int episodes, double low, double high) {
  static Rate of(SuccessRate rate) {
    Interval interval = rate.interval95();
    return new Rate(rate.successes(), rate.trials(), interval.low(), interval.high());
  }

  /** The share of episodes solved. */
  public double share() {
    return (double) successes / episodes;
  }
}
