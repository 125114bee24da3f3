package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.operator.cluster.AuditLog;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Putting an AdapterJob aside and taking it up again, and changing one that runs. */
class SuspensionIT extends WithOperator {
  private static final String SUSPENDED =
      Scenario.manifest().replace("spec:\n", "spec:\n  suspend: true\n");

  @Test
  void releasesAllPodsKeepsWhatIsFinishedAndGoesOn() {
    scenario.apply(Scenario.manifest());
    List<Pod> runs = scenario.finishBackbone();
    scenario.kubelet.end(Scenario.index(runs, 0), 0);
    scenario.awaitStatus("one run", status -> "1/2".equals(status.runsSummary()));

    scenario.apply(SUSPENDED);

    AdapterJobStatus suspended = scenario.awaitReason("Suspended");
    assertThat(suspended.phase()).isEqualTo(Phase.Suspended);
    assertThat(scenario.condition("Ready").status()).isEqualTo(ConditionStatus.True);
    assertThat(scenario.condition("Stalled").status()).isEqualTo(ConditionStatus.False);
    scenario.awaitPods("sim", 0);
    scenario.await(
        "the other run's pod to go",
        () ->
            scenario.pods("runs").stream()
                .allMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase())));

    scenario.apply(Scenario.manifest().replace("spec:\n", "spec:\n  suspend: false\n"));

    scenario.awaitPods("sim", 2);
    Pod resumed = Scenario.index(scenario.awaitPods("runs", 2), 1);
    scenario.kubelet.end(resumed, 0);
    AdapterJobStatus status = scenario.awaitReason("Succeeded");
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(status.runs()).extracting(RunStatus::phase).containsOnly(RunPhase.Succeeded);
  }

  @Test
  void startsNothingOfAJobThatIsCreatedSuspended() {
    scenario.apply(SUSPENDED);

    assertThat(scenario.awaitReason("Suspended").phase()).isEqualTo(Phase.Suspended);
    assertThat(scenario.jobs("backbone")).isEmpty();
    assertThat(scenario.operatorWrites())
        .extracting(AuditLog.Write::resource)
        .containsOnly("adapterjobs", "adapterjobs/status", "events");
  }

  @Test
  void parallelismAndDeadlineOfARunningJobCanBeChanged() {
    scenario.apply(Scenario.manifest());
    scenario.finishBackbone();

    scenario.apply(
        Scenario.manifest()
            .replace(
                "spec:\n",
                "spec:\n  trainer: {runs: {parallelism: 1}}\n  failurePolicy: {activeDeadlineSeconds: 600}\n"));

    scenario.await(
        "the Job to be adjusted",
        () -> {
          Job job = scenario.awaitJob("runs");
          return job.getSpec().getParallelism() == 1
              && Long.valueOf(600).equals(job.getSpec().getActiveDeadlineSeconds());
        });
    assertThat(scenario.status().attempt()).isEqualTo(1);
  }
}
