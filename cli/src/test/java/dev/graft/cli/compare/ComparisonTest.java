package dev.graft.cli.compare;

import static dev.graft.cli.run.Results.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.Policy;
import dev.graft.cli.run.Results;
import dev.graft.trainer.result.AdapterRunResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final int TERMINAL_WIDTH = 100;

  private static final FinishedJob GOOD = job("good", run("a", -1, 9), run("b", -1, 10));
  private static final FinishedJob BAD = job("bad", run("a", -1, 3), run("b", -1, 4));

  @Test
  void everyTaskIsComparedAndThenAll() {
    PairedTest adapted = test(Policy.ADAPTED, compare(BAD, GOOD));

    assertThat(adapted.job()).isEqualTo("good");
    assertThat(adapted.baseline()).isEqualTo("bad");
    assertThat(adapted.tasks()).extracting(PairedTest.TaskTest::task).containsExactly("a", "b");
    assertThat(adapted.all().difference()).isEqualTo(12 / 20.0);
    assertThat(adapted.probabilityOfImprovement().value()).isEqualTo(1);
  }

  @Test
  void thePValuesAreThoseOfTheExactTests() {
    PairedTest adapted = test(Policy.ADAPTED, compare(BAD, GOOD));

    // Six goals of each task that only the good job solved, none the other way round: 2 (1/2)^6.
    assertThat(adapted.tasks().getFirst().pValue()).isCloseTo(2 * Math.pow(0.5, 6), within(1e-12));
    assertThat(adapted.tasks().getFirst().holmPValue())
        .isCloseTo(2 * 2 * Math.pow(0.5, 6), within(1e-12));
    assertThat(adapted.all().pValue()).isCloseTo(2 * Math.pow(0.5, 12), within(1e-12));
  }

  @Test
  void theOtherWayRoundTheDifferenceTurns() {
    PairedTest one = test(Policy.ADAPTED, compare(BAD, GOOD));
    PairedTest other = test(Policy.ADAPTED, compare(GOOD, BAD));

    assertThat(other.all().difference()).isEqualTo(-one.all().difference());
    assertThat(other.all().pValue()).isEqualTo(one.all().pValue());
    assertThat(other.probabilityOfImprovement().value())
        .isEqualTo(1 - one.probabilityOfImprovement().value());
  }

  @Test
  void anyNumberOfJobsIsTestedAgainstTheBaseline() {
    FinishedJob fair = job("fair", run("a", -1, 6), run("b", -1, 6));
    Comparison comparison = Comparison.of(List.of(GOOD, fair, BAD), fair, Set.of());

    assertThat(comparison.tests())
        .filteredOn(test -> test.policy() == Policy.ADAPTED)
        .extracting(PairedTest::job)
        .containsExactly("good", "bad");
    assertThat(scores(comparison, Policy.ADAPTED))
        .extracting(PolicyScores::job)
        .containsExactly("good", "fair", "bad");
    assertThat(scores(comparison, Policy.ADAPTED).getFirst().mean().value()).isEqualTo(0.95);
  }

  @Test
  void whatJobsShareIsShownOnce() {
    Comparison comparison = compare(GOOD, BAD);

    assertThat(comparison.scores())
        .extracting(PolicyScores::policy)
        .containsExactly(
            Policy.RANDOM,
            Policy.ZERO_SHOT_MASKED,
            Policy.ZERO_SHOT_VISIBLE,
            Policy.ADAPTED,
            Policy.ADAPTED,
            Policy.EXPERT);
    assertThat(test(Policy.ZERO_SHOT_MASKED, comparison).all().pValue()).isEqualTo(1);
  }

  @Test
  void theBestEpochIsShownWhereItIsNotAlwaysTheLast() {
    FinishedJob earlier = job("earlier", Results.better(run("a", -1, 3), 8, "earlier"));
    FinishedJob last = job("last", Results.better(run("a", -1, 3), 3, "adapter"));

    assertThat(scores(Comparison.of(List.of(earlier), earlier, Set.of()), Policy.BEST))
        .singleElement()
        .satisfies(best -> assertThat(best.mean().value()).isEqualTo(0.8));
    assertThat(scores(Comparison.of(List.of(last), last, Set.of()), Policy.BEST)).isEmpty();
  }

  @Test
  void aJobAloneHasScoresAndNoTests() {
    Comparison alone = Comparison.of(List.of(GOOD), GOOD, Set.of());

    assertThat(alone.tests()).isEmpty();
    assertThat(alone.scores()).hasSize(5);
  }

  @Test
  void differentTasksAreRefused() {
    FinishedJob other = job("other", run("a", -1, 3), run("c", -1, 3));

    assertThatThrownBy(() -> compare(GOOD, other))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("c-seed-0")
        .hasMessageContaining("adapter.tasks");
  }

  @Test
  void differentGoalsAreRefusedUnlessAllowed() {
    FinishedJob other = job("other", run("a", -2, 3), run("b", -2, 3));

    assertThatThrownBy(() -> compare(GOOD, other))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("spec.evaluation")
        .hasMessageContaining("of seed 0")
        .hasMessageContaining("of seed 1")
        .hasMessageContaining("--allow-different evaluation");
    Comparison allowed = Comparison.of(List.of(GOOD, other), GOOD, Set.of(Difference.evaluation));
    assertThat(allowed.tests()).isEmpty();
    assertThat(allowed.allowedDifferences()).containsExactly(Difference.evaluation);
  }

  @Test
  void otherSimulatorsAndDataAreRefusedTogetherUnlessBothAreAllowed() {
    FinishedJob other =
        job("other", Results.elsewhere(run("a", -1, 3)), Results.elsewhere(run("b", -1, 4)));

    assertThatThrownBy(() -> Comparison.of(List.of(GOOD, other), GOOD, Set.of(Difference.data)))
        .hasMessageContaining("mujoco 3.3.0")
        .hasMessageContaining("mujoco 3.4.0")
        .hasMessageContaining("--allow-different simulator");
    assertThatThrownBy(() -> compare(GOOD, other)).hasMessageEndingWith("simulator,data");
    Comparison allowed =
        Comparison.of(List.of(GOOD, other), GOOD, Set.of(Difference.data, Difference.simulator));
    assertThat(allowed.tests()).isNotEmpty();
  }

  @Test
  void jobsWithoutAdaptersAreRefused() {
    assertThatThrownBy(() -> compare(job("a"), job("b")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("no adapter runs");
  }

  @Test
  void theTextFitsATerminal() {
    List<String> lines = ComparisonText.lines(compare(GOOD, BAD));

    assertThat(lines).allMatch(line -> line.length() <= TERMINAL_WIDTH);
    assertThat(lines).anyMatch(line -> line.contains("-0.60 [") && line.contains("0.031"));
    assertThat(lines).anyMatch(line -> line.startsWith("  scripted expert"));
    assertThat(lines).anyMatch(line -> line.startsWith("all tasks"));
  }

  @Test
  void columnsStandBelowEachOtherWhateverTheJobsAreCalled() {
    String name = "a-name-that-is-longer-than-that-of-other-jobs";
    List<String> lines =
        ComparisonText.lines(compare(GOOD, job(name, run("a", -1, 3), run("b", -1, 4))));

    int column =
        lines.stream()
            .filter(line -> line.startsWith("all tasks"))
            .findFirst()
            .orElseThrow()
            .indexOf("SUCCESS");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("  "))
        .isNotEmpty()
        .allMatch(line -> line.substring(column).matches("\\d\\.\\d\\d  .*"));
  }

  @Test
  void theTextBeginsWithWhatEachMethodCostAndSolved() {
    List<String> lines = ComparisonText.lines(compare(GOOD, BAD));

    assertThat(lines.get(0)).startsWith("JOB   METHOD     PARAMETERS");
    assertThat(lines.get(1)).startsWith("good  Houlsby 2  ");
    assertThat(lines.subList(3, 7))
        .containsExactly(
            "",
            "SUCCESS  a     b     mean",
            "good     0.90  1.00  0.95",
            "bad      0.30  0.40  0.35");
  }

  @Test
  void theJsonHasEverything() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(compare(GOOD, BAD)));

    assertThat(json.at("/baseline").asText()).isEqualTo("good");
    assertThat(json.at("/jobs/1/method").asText()).isEqualTo("Houlsby 2");
    assertThat(json.at("/scores/3/policy").asText()).isEqualTo("adapted");
    assertThat(json.at("/scores/3/tasks/0/success/successes").asInt()).isEqualTo(9);
    assertThat(json.at("/scores/3/mean/low").isNumber()).isTrue();
    assertThat(json.at("/scores/3/interquartileMean/low").isNull()).isTrue();
    assertThat(json.at("/tests/0/all/pValue").isNumber()).isTrue();
  }

  private static Comparison compare(FinishedJob first, FinishedJob second) {
    return Comparison.of(List.of(first, second), first, Set.of());
  }

  private static PairedTest test(Policy policy, Comparison comparison) {
    return comparison.tests().stream()
        .filter(test -> test.policy() == policy)
        .findFirst()
        .orElseThrow();
  }

  private static List<PolicyScores> scores(Comparison comparison, Policy policy) {
    return comparison.scores().stream().filter(scores -> scores.policy() == policy).toList();
  }

  private static FinishedJob job(String name, AdapterRunResult... runs) {
    return new FinishedJob(name, List.of(runs));
  }

  private static AdapterRunResult run(String task, long goalSeed, int successes) {
    return Results.run("digest", 0, task, goalSeed, firstOf(successes, 10));
  }
}
