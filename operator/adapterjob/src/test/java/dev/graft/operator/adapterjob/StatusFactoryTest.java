package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.operator.resources.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {
  private static final Instant LATER = World.START.plus(Duration.ofHours(1));

  private final World world = new World();

  @Test
  void firstReportSaysInProgressAsKstatusReadsIt() {
    AdapterJobStatus status = world.pass();

    assertThat(find(status, "Ready").status()).isEqualTo(ConditionStatus.False);
    assertThat(find(status, "Reconciling").status()).isEqualTo(ConditionStatus.True);
    assertThat(find(status, "Stalled").status()).isEqualTo(ConditionStatus.False);
    assertThat(status.observedGeneration()).isEqualTo(1);
    assertThat(status.phase()).isEqualTo(Phase.Pending);
    assertThat(status.method()).isEqualTo("houlsby");
    assertThat(status.runsSummary()).isEqualTo("0/2");
    assertThat(status.specDigest()).isEqualTo(world.plan().specDigest());
  }

  @Test
  void sameStateLaterGivesTheSameStatus() {
    AdapterJobStatus first = world.pass();

    assertThat(world.pass(LATER)).isEqualTo(first);
  }

  @Test
  void transitionTimeMovesWithTheStatusOnly() {
    world.pass();
    world.pass();
    world.runPod(Role.BACKBONE, 0);

    AdapterJobStatus running = world.pass(LATER);
    world.conclude(Role.BACKBONE, "Complete");
    AdapterJobStatus adapting = world.pass(LATER);

    assertThat(find(running, "Ready").reason()).isEqualTo("Pretraining");
    assertThat(find(running, "Ready").lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(find(adapting, "BackboneReady").lastTransitionTime())
        .isEqualTo("2026-01-01T01:00:00Z");
  }

  @Test
  void everyRunHasAPhase() {
    adapt();
    world.report("0", "");
    world.runPod(Role.RUNS, 1);

    AdapterJobStatus status = world.pass();

    assertThat(phases(status)).containsExactly(RunPhase.Succeeded, RunPhase.Running);
    assertThat(status.runsSummary()).isEqualTo("1/2");
    assertThat(status.progress()).extracting(AdapterJobStatus.Progress::percent).isEqualTo(66);
    assertThat(status.phase()).isEqualTo(Phase.Running);
  }

  @Test
  void successIsReadyAndHasAnEnd() {
    adapt();
    world.report("0,1", "");
    world.conclude(Role.RUNS, "Complete");

    AdapterJobStatus status = world.pass(LATER);

    assertThat(find(status, "Ready").status()).isEqualTo(ConditionStatus.True);
    assertThat(find(status, "Reconciling").status()).isEqualTo(ConditionStatus.False);
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.completionTime()).isEqualTo("2026-01-01T01:00:00Z");
  }

  @Test
  void failedRunsAreNamedAlsoWhenTheirJobIsGone() {
    adapt();
    world.report("1", "0");
    world.conclude(Role.RUNS, "Failed");
    AdapterJobStatus failed = world.pass();

    world.forgetJobs();
    AdapterJobStatus afterwards = world.pass(LATER);

    assertThat(find(failed, "Ready").message())
        .startsWith("1 of 2 adapter runs failed (door-lock-v3 seed 0)");
    assertThat(phases(failed)).containsExactly(RunPhase.Failed, RunPhase.Succeeded);
    assertThat(find(failed, "Stalled").status()).isEqualTo(ConditionStatus.True);
    assertThat(failed.phase()).isEqualTo(Phase.Failed);
    assertThat(afterwards.conditions()).isEqualTo(failed.conditions());
    assertThat(afterwards.runs()).isEqualTo(failed.runs());
  }

  @Test
  void failedBackboneQuotesItsJob() {
    world.pass();
    world.conclude(Role.BACKBONE, "Failed");

    Condition ready = find(world.pass(), "Ready");

    assertThat(ready.reason()).isEqualTo("BackboneFailed");
    assertThat(ready.message()).contains("as the test says", "doors-backbone-");
  }

  @Test
  void trainerThatWasKilledForLackOfMemoryIsSpokenFor() {
    world.pass();
    world.runPod(Role.BACKBONE, 0);
    world.starvePod(Role.BACKBONE, 0);
    world.conclude(Role.BACKBONE, "Failed");

    assertThat(find(world.pass(), "Ready").message())
        .contains("killed for lack of memory", "spec.trainer")
        .doesNotContain("as the test says");
  }

  @Test
  void wrongConfigurationIsNotSaidToBeTriedAgain() {
    world.pass();
    world.runPod(Role.BACKBONE, 0);
    world.endPod(Role.BACKBONE, 0, 64, "{\"message\":\"No such model.\"}", LATER);

    assertThat(find(world.pass(), "Ready").reason()).isEqualTo("Pretraining");
  }

  @Test
  void jobThatIsAboutToGiveUpIsNotSaidToTryAgain() {
    world.pass();
    world.runPod(Role.BACKBONE, 0);
    world.endPod(Role.BACKBONE, 0, 75, "{}", LATER);
    world.conclude(Role.BACKBONE, "FailureTarget");

    assertThat(find(world.pass(), "Ready").reason()).isEqualTo("Pretraining");
  }

  @Test
  void evictionIsToldInTheWordsOfTheClusterAndTakesNoRetry() {
    world.edit(World.manifest() + "  failurePolicy: {retriesPerRun: 0}\n");
    world.pass();
    world.runPod(Role.BACKBONE, 0);
    world.evictPod(Role.BACKBONE, 0, "The node was low on resource: memory.");

    assertThat(find(world.pass(), "Ready").message())
        .contains("backbone-pod-0", "The node was low on resource: memory");
  }

  @Test
  void changedSpecCountsAsAnAttempt() {
    world.pass();
    adapt();
    world.edit(World.manifest().replace("bottleneck: 16", "bottleneck: 8"));

    AdapterJobStatus status = world.pass(LATER);

    assertThat(status.attempt()).isEqualTo(2);
    assertThat(status.startTime()).isEqualTo("2026-01-01T01:00:00Z");
    assertThat(phases(status)).containsOnly(RunPhase.Pending);
    assertThat(find(status, "BackboneReady").status()).isEqualTo(ConditionStatus.False);
  }

  @Test
  void everyReasonIsOneCamelCaseWord() {
    assertThat(Reason.values()).allMatch(reason -> reason.word().matches("([A-Z][a-z]+)+"));
    assertThat(Reason.values()).extracting(Reason::word).doesNotHaveDuplicates();
  }

  @Test
  void summarySaysWhatIsInTheWayWhileNoTrainerWorks() {
    assertThat(summary(world.pass())).isEqualTo("starting");

    Finding refusal = Finding.of(Reason.CHILD_REFUSED, "Job doors-backbone", "a quota");
    assertThat(summary(StatusFactory.status(world.situation().refused(refusal), LATER)))
        .isEqualTo("child refused");

    Finding missing = Finding.of(Reason.SOURCE_MISSING, "lender");
    assertThat(summary(StatusFactory.unplanned(world.observed(), missing, LATER)))
        .isEqualTo("source missing");

    world.runPod(Role.BACKBONE, 0);
    assertThat(summary(world.pass())).isEqualTo("pretraining");
    world.holdPod(Role.SIMULATOR, 0, "CrashLoopBackOff", "back-off");
    assertThat(summary(world.pass())).as("a trainer works all the same").isEqualTo("pretraining");
  }

  private static String summary(AdapterJobStatus status) {
    return Objects.requireNonNull(status.progress()).summary();
  }

  private void adapt() {
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    world.pass();
  }

  private static List<RunPhase> phases(AdapterJobStatus status) {
    return status.runs().stream().map(RunStatus::phase).toList();
  }

  private static Condition find(AdapterJobStatus status, String type) {
    return Conditions.find(status, type).orElseThrow();
  }
}
