package dev.graft.api;

import java.util.Locale;

/**
 * Successes among episodes, with the interval of Wilson's score test.
 *
 * <p>Wilson, "Probable inference, the law of succession, and statistical inference", 1927. With
 * {@code p} the share, {@code n} the trials and {@code z} the normal quantile,
 *
 * <pre>  (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)</pre>
 *
 * <p>Unlike {@code p ± z·se} it keeps its level at 0 of n and n of n, where most cells of a table
 * of robot tasks lie.
 *
 * @param successes from 0 to {@code episodes}
 * @param episodes at least 1
 */
public record SuccessCount(int successes, int episodes) {
  /** The normal quantile of a two-sided 95 % interval. */
  public static final double Z95 = 1.959963984540054;

  /** With three decimals all counts of fewer episodes differ in their texts. */
  private static final int FEW = 500;

  /** Refuses counts that cannot be. */
  public SuccessCount {
    if (successes < 0 || successes > episodes || episodes < 1) {
      throw new IllegalArgumentException(
          "%d successes of %d episodes: must be from 0 to the episodes, of which there is one at least"
              .formatted(successes, episodes));
    }
  }

  /** The count that has this text, see {@link #text}. */
  public static SuccessCount parse(String text, int episodes) {
    return new SuccessCount((int) Math.round(Double.parseDouble(text) * episodes), episodes);
  }

  /** The share of successes, in [0, 1]. */
  public double share() {
    return (double) successes / episodes;
  }

  /** The share as statuses tell it, with as many decimals as tell every count from the next. */
  public String text() {
    return episodes <= FEW ? rate(share()) : String.format(Locale.ROOT, "%.6f", share());
  }

  /** A rate as statuses tell it. */
  public static String rate(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }

  /** The lower end of the 95 % interval. */
  public double low95() {
    return Math.max(0, centre() - spread());
  }

  /** The upper end of the 95 % interval. */
  public double high95() {
    return Math.min(1, centre() + spread());
  }

  private double centre() {
    return (share() + Z95 * Z95 / (2.0 * episodes)) / scale();
  }

  private double spread() {
    double variance =
        share() * (1 - share()) / episodes + Z95 * Z95 / (4.0 * episodes * (double) episodes);
    return Z95 * Math.sqrt(variance) / scale();
  }

  private double scale() {
    return 1 + Z95 * Z95 / episodes;
  }

  /** Both counts added. */
  public SuccessCount plus(SuccessCount other) {
    return new SuccessCount(successes + other.successes, episodes + other.episodes);
  }
}
