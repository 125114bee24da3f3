package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What pods say of themselves; a new pod says nothing yet. */
final class Pods {
  private Pods() {}

  static boolean running(Pod pod) {
    return inPhase(pod, "Running");
  }

  static boolean failed(Pod pod) {
    return inPhase(pod, "Failed");
  }

  static boolean succeeded(Pod pod) {
    return inPhase(pod, "Succeeded");
  }

  /** Whether nothing of it runs, or ever will. */
  static boolean ended(Pod pod) {
    return succeeded(pod) || failed(pod);
  }

  private static boolean inPhase(Pod pod, String phase) {
    return status(pod).map(PodStatus::getPhase).filter(phase::equals).isPresent();
  }

  /** The states of the containers that have one. */
  static Stream<ContainerState> containers(Pod pod) {
    return status(pod).stream()
        .flatMap(status -> status.getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull);
  }

  /** How those of its containers ended that did. */
  static Stream<ContainerStateTerminated> terminated(Pod pod) {
    return containers(pod).flatMap(state -> Stream.ofNullable(state.getTerminated()));
  }

  /** When the first of them did, as a timestamp; empty text when that is not known. */
  static String finishedAt(Pod pod) {
    return terminated(pod)
        .flatMap(end -> Stream.ofNullable(end.getFinishedAt()))
        .findFirst()
        .orElse("");
  }

  /** Why the cluster took a pod away, in its words: an eviction, a drained node, preemption. */
  static Optional<String> disruption(Pod pod) {
    return status(pod).stream()
        .flatMap(status -> status.getConditions().stream())
        .filter(condition -> "DisruptionTarget".equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .flatMap(condition -> Stream.of(condition.getMessage(), condition.getReason()))
        .filter(words -> words != null && !words.isBlank())
        .findFirst();
  }

  private static Optional<PodStatus> status(Pod pod) {
    return Optional.ofNullable(pod.getStatus());
  }
}
