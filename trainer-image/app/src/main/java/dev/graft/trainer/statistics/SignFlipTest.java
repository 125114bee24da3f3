package dev.graft.trainer.statistics;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The stratified permutation test of two methods on the same goals of the same tasks.
 *
 * <p>Were both methods equally good, either could have been the other on any goal: the sign of each
 * goal's difference is a coin's. The statistic is the sum of the differences, each goal's that of
 * the shares of runs that solved it; the p-value is the share of all sign patterns whose sum is at
 * least as far from 0 (Good, "Permutation Tests", 2000, section 3.2). The sums are multiples of one
 * fraction, so that all patterns are counted, by convolution: the test is exact for any number of
 * goals. For a single run of each method it is McNemar's exact test over all tasks.
 *
 * <p>It says whether these very adapters differ on goals like these. Whether the methods would with
 * other seeds is what the spread over runs tells.
 */
public final class SignFlipTest {
  private SignFlipTest() {}

  /**
   * The two-sided p-value, in (0, 1].
   *
   * @param first by task
   * @param second of the same tasks and goals, in the same order; the number of runs may differ
   * @throws IllegalArgumentException when tasks or numbers of goals differ; when the tasks have
   *     different numbers of goals, which would weigh them differently
   */
  public static double pValue(List<TaskOutcomes> first, List<TaskOutcomes> second) {
    Aggregate.requireSameTasks(first, second);
    requireSameGoals(first, second);
    int units = units(Stream.concat(first.stream(), second.stream()).toList());
    int[] differences =
        IntStream.range(0, first.size())
            .boxed()
            .flatMapToInt(task -> differences(first.get(task), second.get(task), units))
            .toArray();
    return pValue(differences);
  }

  /** The least number that every task's number of runs divides. */
  private static int units(List<TaskOutcomes> all) {
    return all.stream()
        .mapToInt(task -> task.runs().size())
        .reduce(1, SignFlipTest::leastCommonMultiple);
  }

  private static void requireSameGoals(List<TaskOutcomes> first, List<TaskOutcomes> second) {
    List<Integer> firsts = first.stream().map(TaskOutcomes::goals).toList();
    List<Integer> seconds = second.stream().map(TaskOutcomes::goals).toList();
    if (!firsts.equals(seconds) || firsts.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "the tasks have %s and %s goals: must be as many everywhere".formatted(firsts, seconds));
    }
  }

  /** By goal, the difference of the shares of runs that solved it, times {@code units}. */
  private static IntStream differences(TaskOutcomes first, TaskOutcomes second, int units) {
    int[] firsts = first.solvedByGoal();
    int[] seconds = second.solvedByGoal();
    int perFirst = units / first.runs().size();
    int perSecond = units / second.runs().size();
    return IntStream.range(0, firsts.length)
        .map(goal -> firsts[goal] * perFirst - seconds[goal] * perSecond);
  }

  private static int leastCommonMultiple(int one, int other) {
    return one / BigInteger.valueOf(one).gcd(BigInteger.valueOf(other)).intValue() * other;
  }

  static double pValue(int[] differences) {
    int observed = Math.abs(Arrays.stream(differences).sum());
    double[] sums = sumsOfSigned(differences);
    int middle = sums.length / 2;
    double p =
        IntStream.range(0, sums.length)
            .filter(sum -> Math.abs(sum - middle) >= observed)
            .mapToDouble(sum -> sums[sum])
            .sum();
    // No pattern is impossible; a probability may be too small for a number.
    return Math.clamp(p, Double.MIN_VALUE, 1);
  }

  /** Probabilities of the sums under random signs, from the least to the greatest. */
  private static double[] sumsOfSigned(int[] differences) {
    int reach = Arrays.stream(differences).map(Math::abs).sum();
    double[] sums = new double[2 * reach + 1];
    sums[reach] = 1;
    int reached = 0;
    for (int difference : differences) {
      int size = Math.abs(difference);
      if (size > 0) {
        sums = halvesMoved(sums, reach, reached, size);
        reached += size;
      }
    }
    return sums;
  }

  /** Half of each probability moves up by {@code size}, half down. */
  private static double[] halvesMoved(double[] sums, int middle, int reached, int size) {
    double[] moved = new double[sums.length];
    for (int sum = middle - reached; sum <= middle + reached; sum++) {
      double half = sums[sum] / 2;
      moved[sum - size] += half;
      moved[sum + size] += half;
    }
    return moved;
  }
}
