package dev.graft.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The largest experiment that Meta-World suggests. */
class LargeComparisonIT {
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS) // seconds, on a machine that does nothing else
  void fiftyTasksOfTenSeedsAndFiftyGoalsTakeSeconds() {
    Random random = new Random(1);
    List<TaskOutcomes> first = method(random);
    List<TaskOutcomes> second = method(random);

    Interval mean = Aggregate.mean(first).interval95().orElseThrow();
    assertThat(mean.contains(0.5)).isTrue();
    assertThat(mean.high() - mean.low()).isLessThan(0.05);
    assertThat(Aggregate.interquartileMean(first).interval95().orElseThrow().contains(0.5))
        .isTrue();
    assertThat(Aggregate.probabilityOfImprovement(first, second).value()).isBetween(0.4, 0.6);
    assertThat(SignFlipTest.pValue(first, second)).isBetween(0.01, 1.0);
  }

  private static List<TaskOutcomes> method(Random random) {
    return IntStream.range(0, 50)
        .mapToObj(
            task ->
                new TaskOutcomes(
                    "task-" + task,
                    IntStream.range(0, 10).mapToObj(seed -> outcomes(random)).toList()))
        .toList();
  }

  private static List<Boolean> outcomes(Random random) {
    return IntStream.range(0, 50).mapToObj(goal -> random.nextBoolean()).toList();
  }
}
