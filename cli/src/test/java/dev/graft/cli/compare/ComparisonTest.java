package dev.graft.cli.compare;

import static dev.graft.cli.run.Results.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.run.Results;
import dev.graft.trainer.result.AdapterRunResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final FinishedJob GOOD = job("good", run("a", -1, 9), run("b", -1, 10));
  private static final FinishedJob BAD = job("bad", run("a", -1, 3), run("b", -1, 4));

  @Test
  void everyTaskIsComparedAndThenAll() {
    Comparison adapted = Comparison.of(GOOD, BAD).getFirst();

    assertThat(adapted.policy()).isEqualTo("adapted");
    assertThat(adapted.rows()).extracting(Comparison.Row::task).containsExactly("a", "b", "all");
    assertThat(adapted.rows().getLast().first().successes()).isEqualTo(19);
    assertThat(adapted.rows().getLast().difference()).isEqualTo(12 / 20.0);
  }

  @Test
  void thePValueIsThatOfTheExactTest() {
    // Six goals that only the good job solved, none the other way round: 2 (1/2)^6.
    assertThat(Comparison.of(GOOD, BAD).getFirst().rows().getFirst().pValue())
        .isCloseTo(2 * Math.pow(0.5, 6), within(1e-12));
  }

  @Test
  void zeroShotPoliciesAreComparedToo() {
    assertThat(Comparison.of(GOOD, BAD))
        .extracting(Comparison::policy)
        .containsExactly("adapted", "zero-shot, goal masked", "zero-shot, goal visible");
    assertThat(Comparison.of(GOOD, BAD).get(1).rows().getFirst().pValue()).isEqualTo(1);
  }

  @Test
  void theOtherWayRoundTheDifferenceTurns() {
    Comparison.Row row = Comparison.of(GOOD, BAD).getFirst().rows().getFirst();
    Comparison.Row turned = Comparison.of(BAD, GOOD).getFirst().rows().getFirst();

    assertThat(turned.difference()).isEqualTo(-row.difference());
    assertThat(turned.pValue()).isEqualTo(row.pValue());
  }

  @Test
  void differentTasksAreRefused() {
    FinishedJob other = job("other", run("a", -1, 3), run("c", -1, 3));

    assertThatThrownBy(() -> Comparison.of(GOOD, other))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("c-seed-0")
        .hasMessageContaining("adapter.tasks");
  }

  @Test
  void differentGoalsAreRefused() {
    FinishedJob other = job("other", run("a", -2, 3), run("b", -2, 3));

    assertThatThrownBy(() -> Comparison.of(GOOD, other))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("different goals")
        .hasMessageContaining("evaluation.seed");
  }

  @Test
  void jobsWithoutAdaptersAreRefused() {
    assertThatThrownBy(() -> Comparison.of(job("a"), job("b")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no adapter runs");
  }

  private static FinishedJob job(String name, AdapterRunResult... runs) {
    return new FinishedJob(name, List.of(runs));
  }

  private static AdapterRunResult run(String task, long goalSeed, int successes) {
    return Results.run("digest", 0, task, goalSeed, firstOf(successes, 10));
  }
}
