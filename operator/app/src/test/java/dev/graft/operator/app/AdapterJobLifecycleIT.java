package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.AdapterStatus;
import dev.graft.api.AdapterJobStatus.EvaluationStatus;
import dev.graft.api.AdapterJobStatus.Interval;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.operator.cluster.AuditLog.Write;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An AdapterJob's way through a real API server, Job controller and garbage collector. */
class AdapterJobLifecycleIT extends WithOperator {

  @Test
  void walksFromCreationToSuccess() {
    scenario.apply(Scenario.manifest());

    List<Pod> simulators = scenario.awaitPods("sim", 2);
    Pod trainer = scenario.awaitPods("backbone", 1).getFirst();
    assertThat(scenario.awaitReason("Starting").phase()).isEqualTo(Phase.Pending);
    assertThat(scenario.condition("Reconciling").status()).isEqualTo(ConditionStatus.True);
    assertThat(scenario.jobs("runs")).as("runs need the backbone").isEmpty();

    simulators.forEach(scenario.kubelet::start);
    scenario.kubelet.start(trainer);
    scenario.awaitReason("Pretraining");
    scenario.awaitStatus(
        "simulators", status -> condition(status, "SimulatorsReady") == ConditionStatus.True);
    assertThat(scenario.status().phase()).isEqualTo(Phase.Running);

    List<Pod> runs = scenario.finishBackbone();
    scenario.awaitReason("Adapting");
    runs.forEach(scenario.kubelet::start);
    scenario.awaitStatus(
        "running runs",
        status -> phases(status).equals(List.of(RunPhase.Running, RunPhase.Running)));
    scenario.kubelet.end(Scenario.index(runs, 0), 0, words("run-0", 7));
    scenario.awaitStatus("one run", status -> "1/2".equals(status.runsSummary()));
    scenario.kubelet.end(Scenario.index(runs, 1), 0, words("run-1", 9));

    AdapterJobStatus status = scenario.awaitReason("Succeeded");
    assertThat(status.phase()).isEqualTo(Phase.Succeeded);
    assertThat(status.runs())
        .containsExactly(
            new RunStatus("door-lock-v3", 0, RunPhase.Succeeded, 1, "0.700", null, "run-0"),
            new RunStatus("door-unlock-v3", 0, RunPhase.Succeeded, 1, "0.900", null, "run-1"));
    assertThat(status.evaluation())
        .isEqualTo(new EvaluationStatus(20, "0.800", new Interval("0.584", "0.919"), null));
    assertThat(status.adapter()).isEqualTo(new AdapterStatus(4224, "3.42", 16896));
    assertThat(status.usage()).isNotNull();
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(status.completionTime()).isNotNull();
    assertThat(status.observedGeneration()).isEqualTo(scenario.job().getMetadata().getGeneration());
    scenario.awaitPods("sim", 0);
    assertThat(creates()).containsExactly("configmaps", "services", "statefulsets", "jobs", "jobs");
  }

  @Test
  void tellsOfEachNewReasonInOneEvent() {
    scenario.apply(Scenario.manifest());
    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitReason("Succeeded");

    assertThat(events()).containsSubsequence("Starting", "Adapting", "Succeeded");
    assertThat(events()).doesNotHaveDuplicates();
  }

  private List<String> events() {
    return scenario.admin.v1().events().inNamespace(scenario.namespace).list().getItems().stream()
        .filter(event -> "AdapterJob".equals(event.getInvolvedObject().getKind()))
        .sorted(
            Comparator.comparing(event -> Long.valueOf(event.getMetadata().getResourceVersion())))
        .map(Event::getReason)
        .toList();
  }

  @Test
  void writesNothingWhenNothingChanged() {
    scenario.apply(Scenario.manifest());
    scenario.finishBackbone();
    scenario.awaitReason("Adapting");
    settle();

    List<Write> before = scenario.operatorWrites();
    scenario.awaitPass(() -> scenario.touch("runs"));
    scenario.awaitPass(() -> scenario.touch("runs"));

    assertThat(scenario.operatorWrites()).isEqualTo(before);
  }

  @Test
  void restartMidwayMakesNothingTwice() throws StartupException {
    scenario.apply(Scenario.manifest());
    scenario.awaitPods("backbone", 1);
    scenario.stopOperator();
    scenario.kubelet.end(scenario.awaitPods("backbone", 1).getFirst(), 0);

    scenario.startOperator();
    scenario.awaitPods("runs", 2);
    scenario.stopOperator();
    scenario.startOperator();
    scenario.pods("runs").forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitReason("Succeeded");
    scenario.stopOperator();
    scenario.awaitPass(
        () -> {
          try {
            scenario.startOperator();
          } catch (StartupException e) {
            throw new AssertionError(e);
          }
        });

    assertThat(creates()).containsExactly("configmaps", "services", "statefulsets", "jobs", "jobs");
  }

  @Test
  void finishedStaysFinishedWhenItsJobsAreTidiedAway() {
    scenario.apply(Scenario.manifest());
    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitReason("Succeeded");
    settle();

    for (String component : List.of("runs", "backbone")) {
      Job job = scenario.awaitJob(component);
      scenario.awaitPass(() -> scenario.admin.resource(job).delete());
    }

    assertThat(scenario.status().phase()).isEqualTo(Phase.Succeeded);
    assertThat(phases(scenario.status())).containsOnly(RunPhase.Succeeded);
    assertThat(creates()).hasSize(5);
  }

  @Test
  void changedSpecIsANewAttempt() {
    scenario.apply(Scenario.manifest());
    Job first = scenario.awaitJob("backbone");
    scenario.awaitStatus("first attempt", status -> Integer.valueOf(1).equals(status.attempt()));

    scenario.apply(Scenario.manifest().replace("bottleneck: 16", "bottleneck: 8"));

    scenario.awaitStatus("second attempt", status -> Integer.valueOf(2).equals(status.attempt()));
    scenario.await(
        "only the new Job",
        () -> {
          List<Job> jobs = scenario.jobs("backbone");
          return jobs.size() == 1
              && !jobs.getFirst().getMetadata().getName().equals(first.getMetadata().getName());
        });
  }

  @Test
  void moreReplicasAreAppliedToTheRunningAttempt() {
    scenario.apply(Scenario.manifest());
    scenario.awaitPods("sim", 2);

    scenario.apply(Scenario.manifest().replace("replicas: 2", "replicas: 3"));

    scenario.awaitPods("sim", 3);
    assertThat(scenario.status().attempt()).isEqualTo(1);
  }

  @Test
  void deletedAdapterJobTakesItsChildrenAlong() {
    scenario.apply(Scenario.manifest());
    scenario.awaitPods("backbone", 1);
    scenario.awaitPods("sim", 2);

    scenario.admin.resource(scenario.job()).delete();

    scenario.awaitPods("backbone", 0);
    scenario.awaitPods("sim", 0);
    scenario.await("no Job", () -> scenario.jobs("backbone").isEmpty());
  }

  /** What a trainer leaves of an evaluation of ten episodes. */
  private static String words(String runId, int successes) {
    return """
        {"end": "Done", "runId": "%s", "successes": %d, "episodes": 10, "parameters": 4224,
         "percentOfBackbone": 3.42, "bytes": 16896}"""
        .formatted(runId, successes);
  }

  /** What is still on its way would be counted as a write of what follows. */
  private void settle() {
    scenario.await(
        "the status to tell of the last pass",
        () -> {
          List<Write> before = scenario.operatorWrites();
          scenario.awaitPass(() -> scenario.touch("backbone"));
          return scenario.operatorWrites().equals(before);
        });
  }

  /** What was made; a creation that finds its child there is answered with a conflict. */
  private List<String> creates() {
    return scenario.operatorWrites().stream()
        .filter(write -> write.verb().equals("create") && write.code() == 201)
        .map(Write::resource)
        .filter(resource -> !resource.equals("events"))
        .toList();
  }

  private static List<RunPhase> phases(AdapterJobStatus status) {
    return status.runs().stream().map(RunStatus::phase).toList();
  }

  private static ConditionStatus condition(AdapterJobStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(Condition::status)
        .findFirst()
        .orElse(ConditionStatus.Unknown);
  }
}
