package dev.graft.cli.run;

import static dev.graft.cli.run.Results.firstOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobStatusTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private AdapterJob job;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Plan plan;

  private List<AdapterRunResult> runs;

  @BeforeEach
  void planQuickstart() throws IOException {
    String manifest = Files.readString(Path.of("..", "examples", "quickstart", "adapterjob.yaml"));
    job =
        switch (new ManifestReader().read(manifest)) {
          case Reading.Accepted accepted -> accepted.jobs().getFirst();
          case Reading.Refused refused -> throw new AssertionError(refused);
        };
    plan = Planner.plan("quickstart", job.getSpec(), ResolvedInputs.NONE);
    runs = List.of(run(0, 40), run(1, 50));
  }

  @Test
  void aJobThatSucceededIsReadyWithItsResults() {
    AdapterJobStatus status = status(backbone(), runs);

    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(condition(status, "Ready").status()).isEqualTo(ConditionStatus.True);
    assertThat(condition(status, "Stalled").status()).isEqualTo(ConditionStatus.False);
    assertThat(status.runsSummary()).isEqualTo("2/2");
    assertThat(status.runs())
        .extracting(AdapterJobStatus.RunStatus::successRate)
        .containsExactly("0.800", "1.000");
    assertThat(Objects.requireNonNull(status.evaluation()).successRate()).isEqualTo("0.900");
    assertThat(Objects.requireNonNull(status.adapter()).percentOfBackbone()).isEqualTo("1.00");
    assertThat(Objects.requireNonNull(status.mlflow()).url()).isEqualTo("http://mlflow/parent");
    assertThat(status.startTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aFailedRunStallsTheJobAndTheOthersAreKept() {
    AdapterJobStatus status = status(backbone(), runs.subList(1, 2));

    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(condition(status, "Ready").reason()).isEqualTo("RunsFailed");
    assertThat(condition(status, "Stalled").status()).isEqualTo(ConditionStatus.True);
    assertThat(status.runs())
        .extracting(AdapterJobStatus.RunStatus::phase)
        .containsExactly(RunPhase.Failed, RunPhase.Succeeded);
    assertThat(status.runsSummary()).isEqualTo("1/2");
  }

  @Test
  void withoutABackboneThatIsTheReason() {
    AdapterJobStatus status = status(Optional.empty(), List.of());

    assertThat(condition(status, "Ready").reason()).isEqualTo("BackboneFailed");
    assertThat(status.evaluation()).isNull();
    assertThat(status.backbone()).isNull();
  }

  @Test
  void theThreadsOfThisMachineDoNotChangeTheDigests() {
    Plan fitted = LocalPlan.fitted(plan, 64, new CoreShares(2, 1));

    assertThat(fitted.specDigest()).isEqualTo(plan.specDigest());
    assertThat(fitted.runs()).allMatch(run -> run.threads() == 1);
    assertThat(fitted.runs().getFirst().digest()).isEqualTo(plan.runs().getFirst().digest());
    assertThat(fitted.backbone().threads()).isEqualTo(plan.backbone().threads());
  }

  private AdapterJobStatus status(Optional<BackboneResult> backbone, List<AdapterRunResult> runs) {
    return JobStatus.of(
        job.getSpec(),
        new JobOutcome(
            plan,
            backbone,
            runs,
            Optional.of(new MlflowRun("1", "parent", "http://mlflow/parent")),
            Instant.parse("2026-01-01T00:00:00.5Z"),
            Instant.parse("2026-01-01T00:05:00Z")));
  }

  private Optional<BackboneResult> backbone() {
    return Optional.of(Results.backbone(plan.backbone().digest()));
  }

  private AdapterRunResult run(int index, int successes) {
    var run = plan.runs().get(index);
    return Results.run(run.digest(), index, run.task(), -1, firstOf(successes, 50));
  }

  private static Condition condition(AdapterJobStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }
}
