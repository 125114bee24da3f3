package dev.graft.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregateTest {
  @Test
  void theBootstrapOfOneTaskAndRunIsTheBinomialDistribution() {
    // Drawn again, 20 goals of which half were solved are a binomial of 20 and 1/2, whose 2.5 and
    // 97.5 percent quantiles are 6 and 14.
    Interval interval =
        Aggregate.mean(List.of(task("a", firstOf(10, 20)))).interval95().orElseThrow();

    assertThat(interval).isEqualTo(new Interval(6 / 20.0, 14 / 20.0));
  }

  @Test
  void tasksAreNotDrawn() {
    // One task always solved, one never: other goals and seeds would have given the same mean.
    List<TaskOutcomes> tasks = List.of(task("a", firstOf(20, 20)), task("b", firstOf(0, 20)));

    assertThat(Aggregate.mean(tasks).interval95()).contains(new Interval(0.5, 0.5));
  }

  @Test
  void theSpreadOverRunsWidensTheIntervalOfTheMean() {
    List<Boolean> half = firstOf(10, 20);
    TaskOutcomes alike = task("a", half, half, half, half);
    TaskOutcomes apart =
        task("a", firstOf(20, 20), firstOf(0, 20), firstOf(20, 20), firstOf(0, 20));

    assertThat(width(Aggregate.mean(List.of(apart))))
        .isGreaterThan(1.5 * width(Aggregate.mean(List.of(alike))));
  }

  @Test
  void runsOnTheSameGoalsAreNoMoreGoals() {
    List<Boolean> half = firstOf(10, 20);

    assertThat(width(Aggregate.mean(List.of(task("a", half, half, half, half)))))
        .isEqualTo(width(Aggregate.mean(List.of(task("a", half)))), within(0.02));
  }

  @Test
  void theSameSampleAlwaysHasTheSameInterval() {
    List<TaskOutcomes> tasks = List.of(task("a", firstOf(3, 20), firstOf(9, 20)));

    assertThat(Aggregate.mean(tasks)).isEqualTo(Aggregate.mean(tasks));
  }

  @Test
  void theInterquartileMeanForgetsTheExtremes() {
    assertThat(Aggregate.interquartileMean(new double[] {1, 0.5, 0, 0.7})).isEqualTo(0.6);
    assertThat(Aggregate.interquartileMean(new double[] {0.4})).isEqualTo(0.4);
  }

  @Test
  void aSingleRunSaysNothingOfTheSpreadOverRuns() {
    List<TaskOutcomes> tasks = List.of(task("a", firstOf(3, 20)), task("b", firstOf(9, 20)));

    assertThat(Aggregate.interquartileMean(tasks).interval95()).isEmpty();
    assertThat(Aggregate.probabilityOfImprovement(tasks, tasks).interval95()).isEmpty();
  }

  @Test
  void methodsAlikeImproveOnEachOtherWithProbabilityOneHalf() {
    List<TaskOutcomes> tasks = List.of(task("a", firstOf(3, 20), firstOf(9, 20)));

    assertThat(Aggregate.probabilityOfImprovement(tasks, tasks).value()).isEqualTo(0.5);
  }

  @Test
  void theSignFlipTestOfOneRunIsMcNemarsOverAllTasks() {
    Random random = new Random(5);
    List<List<Boolean>> first = List.of(outcomes(random, 0.7), outcomes(random, 0.6));
    List<List<Boolean>> second = List.of(outcomes(random, 0.4), outcomes(random, 0.5));

    double flips =
        SignFlipTest.pValue(
            List.of(task("a", first.get(0)), task("b", first.get(1))),
            List.of(task("a", second.get(0)), task("b", second.get(1))));

    assertThat(flips)
        .isEqualTo(PairedComparison.of(flat(first), flat(second)).pValue(), within(1e-12));
  }

  @Test
  void theSignFlipTestTakesTheRunsOfAGoalTogether() {
    // Ten seeds that all differ at one goal alone: that goal's sign is one coin.
    List<Boolean> solved = List.of(true);
    List<Boolean> failed = List.of(false);
    TaskOutcomes ten = new TaskOutcomes("a", Collections.nCopies(10, solved));
    TaskOutcomes none = new TaskOutcomes("a", Collections.nCopies(10, failed));

    assertThat(SignFlipTest.pValue(List.of(ten), List.of(none))).isEqualTo(1);
  }

  @Test
  void aProbabilityTooSmallForANumberIsNotZero() {
    List<TaskOutcomes> all = List.of(task("a", firstOf(2000, 2000)));
    List<TaskOutcomes> none = List.of(task("a", firstOf(0, 2000)));

    assertThat(SignFlipTest.pValue(all, none)).isPositive();
  }

  @Test
  void holmsCorrectionIsMonotonousAndAtMostOne() {
    assertThat(HolmCorrection.adjust(List.of(0.04, 0.01, 0.03, 0.9)))
        .containsExactly(0.09, 0.04, 0.09, 0.9);
    assertThat(HolmCorrection.adjust(List.of(0.6, 0.7))).containsExactly(1.0, 1.0);
    assertThat(HolmCorrection.adjust(List.of())).isEmpty();
  }

  @Test
  void refusesMethodsOfDifferentTasksOrGoals() {
    List<TaskOutcomes> one = List.of(task("a", firstOf(1, 2)));

    assertThatThrownBy(() -> SignFlipTest.pValue(one, List.of(task("b", firstOf(1, 2)))))
        .hasMessageContaining("[a] and [b]");
    assertThatThrownBy(() -> SignFlipTest.pValue(one, List.of(task("a", firstOf(1, 3)))))
        .hasMessageContaining("[2] and [3] goals");
    assertThatThrownBy(() -> task("a", firstOf(1, 2), firstOf(1, 3)))
        .hasMessageContaining("[2, 3] goals");
    assertThatThrownBy(() -> new TaskOutcomes("a", List.of())).hasMessageContaining("no outcomes");
  }

  private static List<Boolean> outcomes(Random random, double rate) {
    return IntStream.range(0, 50).mapToObj(goal -> random.nextDouble() < rate).toList();
  }

  private static List<Boolean> flat(List<List<Boolean>> tasks) {
    List<Boolean> all = new ArrayList<>();
    tasks.forEach(all::addAll);
    return all;
  }

  private static double width(Estimate estimate) {
    Interval interval = estimate.interval95().orElseThrow();
    return interval.high() - interval.low();
  }

  private static List<Boolean> firstOf(int successes, int goals) {
    return IntStream.range(0, goals).mapToObj(goal -> goal < successes).toList();
  }

  @SafeVarargs
  private static TaskOutcomes task(String name, List<Boolean>... runs) {
    return new TaskOutcomes(name, List.of(runs));
  }
}
