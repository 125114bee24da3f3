package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * AdapterJobs in a queue. The test plays Kueue's controller of Jobs: it alone says whether a Job
 * with a queue's name is suspended.
 */
class QueueIT extends WithOperator {
  private static final String LABEL = "kueue.x-k8s.io/queue-name";
  private static final String QUEUED =
      Scenario.manifest()
          .replace(
              "spec:\n",
              "spec:\n  queueName: team-a\n  failurePolicy: {activeDeadlineSeconds: 600}\n");

  @Test
  void startsNothingBeforeItIsAdmittedAndThenAll() {
    scenario.apply(QUEUED);

    AdapterJobStatus waiting = scenario.awaitReason("Queued");
    assertThat(waiting.phase()).isEqualTo(Phase.Waiting);
    assertThat(scenario.condition("Reconciling").status()).isEqualTo(ConditionStatus.True);
    assertThat(scenario.condition("Ready").message()).contains("queue team-a");
    assertThat(scenario.awaitJob("backbone").getMetadata().getLabels())
        .containsEntry(LABEL, "team-a");
    assertThat(scenario.pods("backbone")).isEmpty();
    assertThat(scenario.pods("sim")).isEmpty();

    say("backbone", false);

    scenario.awaitPods("sim", 2);
    scenario.kubelet.end(scenario.awaitPods("backbone", 1).getFirst(), 0);
    scenario.await("the runs to wait", () -> suspended("runs"));
    scenario.awaitReason("Queued");
    say("runs", false);
    List<Pod> runs = scenario.awaitPods("runs", 2);
    runs.forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitReason("Succeeded");
  }

  @Test
  void evictedJobGivesBackItsSimulatorsAndWaitsUntilItIsAdmittedAgain() {
    scenario.apply(QUEUED);
    scenario.awaitReason("Queued");
    say("backbone", false);
    scenario.awaitPods("sim", 2);
    scenario.awaitPods("backbone", 1);

    say("backbone", true);

    scenario.awaitReason("Queued");
    scenario.awaitPods("backbone", 0);
    scenario.awaitPods("sim", 0);
    scenario.awaitPass(() -> scenario.touch("backbone"));
    assertThat(suspended("backbone")).isTrue();

    say("backbone", false);
    scenario.awaitPods("backbone", 1);
    scenario.awaitPods("sim", 2);
  }

  @Test
  void isPutAsideAndTakenUpWithoutAWordAboutItsSuspension() {
    scenario.apply(QUEUED);
    scenario.awaitReason("Queued");
    say("backbone", false);
    List<Pod> runs = finishBackbone();
    scenario.kubelet.end(Scenario.index(runs, 0), 0);
    scenario.awaitStatus("one run", status -> "1/2".equals(status.runsSummary()));

    scenario.apply(QUEUED.replace("spec:\n", "spec:\n  suspend: true\n"));

    assertThat(scenario.awaitReason("Suspended").phase()).isEqualTo(Phase.Suspended);
    scenario.awaitPods("sim", 0);
    Job aside = scenario.awaitJob("runs");
    assertThat(aside.getSpec().getParallelism()).isZero();
    assertThat(aside.getSpec().getActiveDeadlineSeconds()).isNull();
    assertThat(aside.getSpec().getSuspend()).isFalse();

    // A Job of another size waits for admission anew, and one of no pods gets it.
    say("runs", true);
    say("runs", false);
    assertThat(scenario.status().phase()).isEqualTo(Phase.Suspended);

    scenario.apply(QUEUED.replace("spec:\n", "spec:\n  suspend: false\n"));

    scenario.await(
        "the size of before", () -> scenario.awaitJob("runs").getSpec().getParallelism() == 2);
    say("runs", true);
    scenario.awaitReason("Queued");
    say("runs", false);
    scenario.await("the other run", () -> hasRun(1));
    scenario.kubelet.end(Scenario.index(alive(), 1), 0);
    AdapterJobStatus status = scenario.awaitReason("Succeeded");
    assertThat(status.attempt()).isEqualTo(1);
    assertThat(scenario.awaitJob("runs").getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
  }

  @Test
  void waitsInTheQueueThatIsNamedLaterAndTheAttemptStaysTheSame() {
    scenario.apply(QUEUED);
    scenario.awaitReason("Queued");

    scenario.apply(QUEUED.replace("team-a", "team-b"));

    scenario.await(
        "the other queue",
        () -> "team-b".equals(scenario.awaitJob("backbone").getMetadata().getLabels().get(LABEL)));
    assertThat(scenario.status().attempt()).isEqualTo(1);
    assertThat(suspended("backbone")).isTrue();
  }

  private List<Pod> finishBackbone() {
    scenario.kubelet.end(scenario.awaitPods("backbone", 1).getFirst(), 0);
    scenario.await("the runs to wait", () -> suspended("runs"));
    say("runs", false);
    return scenario.awaitPods("runs", 2);
  }

  private List<Pod> alive() {
    return scenario.pods("runs").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> !"Succeeded".equals(pod.getStatus().getPhase()))
        .toList();
  }

  private boolean hasRun(int index) {
    return Scenario.index(alive(), index) != null;
  }

  /** What Kueue says of a Job. */
  private void say(String component, boolean suspended) {
    scenario.patchJob(component, "{\"spec\": {\"suspend\": %b}}".formatted(suspended));
  }

  private boolean suspended(String component) {
    return Boolean.TRUE.equals(scenario.awaitJob(component).getSpec().getSuspend());
  }
}
