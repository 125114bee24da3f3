package dev.graft.trainer.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P-values of several tests, raised so that the chance of any false alarm among them stays below
 * the level that each is held against (Holm, "A simple sequentially rejective multiple test
 * procedure", 1979).
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * The adjusted p-values: the k-th smallest of n times {@code n - k + 1}, and never below one that
   * was smaller before.
   *
   * @param pValues in any order
   * @return in the same order, at most 1
   */
  public static List<Double> adjust(List<Double> pValues) {
    int n = pValues.size();
    List<Integer> ascending =
        IntStream.range(0, n).boxed().sorted(Comparator.comparing(pValues::get)).toList();
    Double[] adjusted = new Double[n];
    double greatest = 0;
    for (int rank = 0; rank < n; rank++) {
      int index = ascending.get(rank);
      greatest = Math.max(greatest, Math.min(1, (n - rank) * pValues.get(index)));
      adjusted[index] = greatest;
    }
    return List.of(adjusted);
  }
}
