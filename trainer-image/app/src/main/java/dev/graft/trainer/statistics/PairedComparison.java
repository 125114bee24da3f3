package dev.graft.trainer.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;

/**
 * Two policies on the same goals: the 2 x 2 table of their successes.
 *
 * @param both goals that both solved
 * @param onlyFirst goals that only the first solved
 * @param onlySecond goals that only the second solved
 * @param neither goals that neither solved
 */
public record PairedComparison(int both, int onlyFirst, int onlySecond, int neither) {
  /** Refuses an empty or negative table. */
  public PairedComparison {
    if (Math.min(Math.min(both, onlyFirst), Math.min(onlySecond, neither)) < 0) {
      throw new IllegalArgumentException("a count of goals is negative: must be 0 or more");
    }
    if (both + onlyFirst + onlySecond + neither == 0) {
      throw new IllegalArgumentException("no goals: a comparison needs at least one pair");
    }
  }

  /**
   * Counts the pairs.
   *
   * @param first successes of the first policy, one for each goal
   * @param second successes of the second policy on the same goals, in the same order
   */
  public static PairedComparison of(List<Boolean> first, List<Boolean> second) {
    if (first.size() != second.size()) {
      throw new IllegalArgumentException(
          "%d and %d outcomes: a paired comparison needs the same goals on both sides"
              .formatted(first.size(), second.size()));
    }
    int[] table = new int[4];
    for (int goal = 0; goal < first.size(); goal++) {
      table[(first.get(goal) ? 0 : 2) + (second.get(goal) ? 0 : 1)]++;
    }
    return new PairedComparison(table[0], table[1], table[2], table[3]);
  }

  /** Both tables added. */
  public PairedComparison plus(PairedComparison other) {
    return new PairedComparison(
        both + other.both,
        onlyFirst + other.onlyFirst,
        onlySecond + other.onlySecond,
        neither + other.neither);
  }

  /** Goals compared. */
  public int pairs() {
    return both + onlyFirst + onlySecond + neither;
  }

  /** The first policy's success rate less the second's, in [-1, 1]. */
  public double difference() {
    return (double) (onlyFirst - onlySecond) / pairs();
  }

  /**
   * The 95 % interval of {@link #difference}: Wald's with half a pair added to each cell (Agresti
   * and Min, "Simple improved confidence intervals for comparing matched proportions", 2005).
   */
  public Interval difference95() {
    double n = pairs() + 2.0;
    double sum = onlyFirst + onlySecond + 1.0;
    double gap = onlyFirst - onlySecond;
    double spread = SuccessRate.Z95 * Math.sqrt(sum - gap * gap / n) / n;
    return new Interval(Math.max(-1, gap / n - spread), Math.min(1, gap / n + spread));
  }

  /**
   * The two-sided p-value of McNemar's exact test: how likely a split of the discordant pairs at
   * least this uneven is when both policies are equally good (McNemar, 1947; the binomial form).
   * Computed in integers, so it is right to the last digit for any number of goals.
   */
  public double pValue() {
    int discordant = onlyFirst + onlySecond;
    BigInteger tail = binomialTail(discordant, Math.min(onlyFirst, onlySecond));
    double oneSided =
        new BigDecimal(tail)
            .divide(new BigDecimal(BigInteger.TWO.pow(discordant)), MathContext.DECIMAL64)
            .doubleValue();
    return Math.min(1, 2 * oneSided);
  }

  /** The sum of the binomial coefficients of {@code n} over 0 to {@code last}. */
  private static BigInteger binomialTail(int n, int last) {
    BigInteger term = BigInteger.ONE;
    BigInteger sum = BigInteger.ONE;
    for (int k = 1; k <= last; k++) {
      term = term.multiply(BigInteger.valueOf(n - k + 1L)).divide(BigInteger.valueOf(k));
      sum = sum.add(term);
    }
    return sum;
  }
}
