package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.ContainerState;
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

  /** Whether nothing of it runs, or ever will. */
  static boolean ended(Pod pod) {
    return inPhase(pod, "Succeeded") || failed(pod);
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

  private static Optional<PodStatus> status(Pod pod) {
    return Optional.ofNullable(pod.getStatus());
  }
}
