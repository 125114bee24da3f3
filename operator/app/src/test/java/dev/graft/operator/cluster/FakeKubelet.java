package dev.graft.operator.cluster;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Reports on pods what a kubelet would: nothing runs, the test says how it went. */
public final class FakeKubelet {
  private final KubernetesClient client;

  /** Reports through {@code client}. */
  public FakeKubelet(KubernetesClient client) {
    this.client = client;
  }

  /** The pod's container started and answers its readiness probe. */
  public void start(Pod pod) {
    var running =
        new ContainerStateBuilder().withNewRunning().withStartedAt(now()).endRunning().build();
    report(
        pod,
        new PodBuilder(pod)
            .editOrNewStatus()
            .withPhase("Running")
            .withContainerStatuses(
                status(pod).withReady(true).withStarted(true).withState(running).build())
            .addToConditions(new PodConditionBuilder().withType("Ready").withStatus("True").build())
            .endStatus()
            .build());
  }

  /** The pod's container ended. */
  public void end(Pod pod, int exitCode) {
    end(pod, exitCode, "");
  }

  /** The pod's container ended, and left a termination message. */
  public void end(Pod pod, int exitCode, String message) {
    var terminated =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withMessage(message)
            .withReason(exitCode == 0 ? "Completed" : "Error")
            .withStartedAt(now())
            .withFinishedAt(now())
            .endTerminated()
            .build();
    report(
        pod,
        new PodBuilder(pod)
            .editOrNewStatus()
            .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
            .withContainerStatuses(status(pod).withReady(false).withState(terminated).build())
            .endStatus()
            .build());
  }

  /** The pod's container cannot be created, for want of something that it refers to. */
  public void refuse(Pod pod, String message) {
    var waiting =
        new ContainerStateBuilder().withNewWaiting(message, "CreateContainerConfigError").build();
    report(
        pod,
        new PodBuilder(pod)
            .editOrNewStatus()
            .withPhase("Pending")
            .withContainerStatuses(status(pod).withReady(false).withState(waiting).build())
            .endStatus()
            .build());
  }

  /** The scheduler found no room for the pod. */
  public void leaveUnscheduled(Pod pod) {
    report(
        pod,
        new PodBuilder(pod)
            .editOrNewStatus()
            .addToConditions(
                new PodConditionBuilder()
                    .withType("PodScheduled")
                    .withStatus("False")
                    .withReason("Unschedulable")
                    .withMessage("0/1 nodes are available: 1 Insufficient cpu.")
                    .build())
            .endStatus()
            .build());
  }

  private void report(Pod before, Pod after) {
    after.getMetadata().setResourceVersion(null);
    client.pods().resource(after).patchStatus();
  }

  private static ContainerStatusBuilder status(Pod pod) {
    var container = pod.getSpec().getContainers().getFirst();
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withImageID("")
        .withRestartCount(0);
  }

  private static String now() {
    return java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }
}
