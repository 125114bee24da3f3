package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.resources.Children;
import dev.graft.operator.resources.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ChildPlannerTest {
  private static final Predicate<String> PLAN = name -> name.startsWith("ConfigMap/");

  private final World world = new World();

  @Test
  void firstPassCreatesAllButTheRuns() {
    assertThat(world.planned())
        .allMatch(Action.Create.class::isInstance)
        .extracting(action -> action.child().getKind())
        .containsExactly("ConfigMap", "Service", "StatefulSet", "Job");
  }

  @Test
  void whatIsCreatedIsWhatIsSaidBefore() {
    var said = Children.byMoment(((Verdict.Proceed) world.situation().verdict()).blueprint());

    assertThat(created()).isEqualTo(said.get(Children.Moment.AT_ONCE));
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    assertThat(created()).isEqualTo(said.get(Children.Moment.AFTER_BACKBONE));
  }

  @Test
  void simulatorsOfAQueueAreCreatedWhenItIsSaidBefore() {
    world.edit(World.manifest().replaceFirst("spec:", "spec:\n  queueName: team-a"));
    var said = Children.byMoment(((Verdict.Proceed) world.situation().verdict()).blueprint());

    assertThat(created()).isEqualTo(said.get(Children.Moment.AT_ONCE));
    world.pass();
    world.suspendJob(Role.BACKBONE, false);
    assertThat(created()).isEqualTo(said.get(Children.Moment.WHEN_ADMITTED));
  }

  @Test
  void sameStateNeedsNoWrites() {
    world.pass();

    assertThat(world.planned()).isEmpty();
  }

  @Test
  void runsFollowTheBackbone() {
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");

    assertThat(world.planned())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.Create.class,
            create -> assertThat(create.child().getMetadata().getName()).startsWith("doors-runs-"));
  }

  @Test
  void jobThatIsAboutToFailIsNotYetFailed() {
    world.pass();
    world.conclude(Role.BACKBONE, "FailureTarget");

    assertThat(world.stage()).isEqualTo(Stage.PRETRAINING);
  }

  @Test
  void finishedJobReleasesItsSimulatorsAndKeepsTheRest() {
    finish();

    assertThat(world.planned())
        .allMatch(Action.Delete.class::isInstance)
        .extracting(action -> World.name(action.child()))
        .containsExactlyInAnyOrder("StatefulSet/doors-sim", "Service/doors-sim");
  }

  @Test
  void failedBackboneReleasesTheSimulators() {
    world.pass();
    world.conclude(Role.BACKBONE, "Failed");

    assertThat(world.planned()).hasSize(2).allMatch(Action.Delete.class::isInstance);
  }

  @Test
  void whatWasReportedAsFinishedIsNotRunAgainWhenItsJobsAreGone() {
    finish();
    world.pass();

    world.forgetJobs();

    assertThat(world.planned()).isEmpty();
    assertThat(world.stage()).isEqualTo(Stage.SUCCEEDED);
  }

  @Test
  void backboneThatWasReportedReadyIsNotTrainedAgain() {
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    world.pass();

    world.forgetJobs();

    assertThat(world.planned())
        .extracting(action -> action.child().getMetadata().getName())
        .singleElement()
        .asString()
        .startsWith("doors-runs-");
  }

  @Test
  void changedResultsReplaceTheJobOfTheEarlierAttempt() {
    world.pass();
    List<String> before = world.names();

    world.edit(World.manifest().replace("bottleneck: 16", "bottleneck: 8"));

    assertThat(world.planned())
        .anySatisfy(
            action -> {
              assertThat(action).isInstanceOf(Action.Delete.class);
              assertThat(before).contains(World.name(action.child()));
            })
        .filteredOn(Action.Create.class::isInstance)
        .extracting(action -> action.child().getKind())
        .containsExactly("ConfigMap", "Job");
  }

  @Test
  void plansOfBeforeGoOnceNoJobReadsThem() {
    world.pass();
    world.edit(World.manifest().replace("simulation: {replicas: 2}", "trainer: {threads: 1}"));
    world.pass();
    assertThat(world.names()).as("running pods read theirs").filteredOn(PLAN).hasSize(2);

    world.edit(World.manifest().replace("bottleneck: 16", "bottleneck: 8"));
    world.pass();
    world.pass();

    assertThat(world.names()).filteredOn(PLAN).hasSize(1);
    assertThat(world.planned()).isEmpty();
  }

  @Test
  void moreReplicasReplaceTheWorkloadAlone() {
    world.pass();

    world.edit(World.manifest().replace("replicas: 2", "replicas: 5"));

    assertThat(world.planned())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.Replace.class,
            replace -> assertThat(replace.child().getKind()).isEqualTo("StatefulSet"));
  }

  @Test
  void finishedJobNeedsNoTrackingServer() {
    finish();
    world.edit(World.manifest().replaceAll("tracking:.*", ""));
    world.loseDefaultTrackingUri();

    assertThat(world.stage()).isEqualTo(Stage.SUCCEEDED);
    assertThat(world.planned()).hasSize(2);
  }

  private List<HasMetadata> created() {
    return world.planned().stream()
        .filter(Action.Create.class::isInstance)
        .map(Action::child)
        .toList();
  }

  private void finish() {
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    world.pass();
    world.conclude(Role.RUNS, "Complete");
  }
}
