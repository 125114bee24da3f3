package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what keeps pods from starting. */
final class Obstacles {
  private static final Set<String> IMAGE_PROBLEMS =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private Obstacles() {}

  /** The first obstacle, in the order of the pods' names. */
  static Optional<Finding> first(ObservedState observed) {
    return observed.pods().stream().flatMap(Obstacles::of).findFirst();
  }

  private static Stream<Finding> of(Pod pod) {
    if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
      return Stream.empty();
    }
    return Stream.concat(unschedulable(pod), imageUnavailable(pod));
  }

  private static Stream<Finding> unschedulable(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .map(condition -> Finding.of(Reason.UNSCHEDULABLE, pod.getMetadata().getName()));
  }

  private static Stream<Finding> imageUnavailable(Pod pod) {
    PodStatus status = pod.getStatus();
    return status.getContainerStatuses().stream()
        .filter(Obstacles::waitsForImage)
        .map(
            container ->
                Finding.of(
                    Reason.IMAGE_UNAVAILABLE, pod.getMetadata().getName(), container.getImage()));
  }

  private static boolean waitsForImage(ContainerStatus container) {
    return container.getState() != null
        && container.getState().getWaiting() != null
        && IMAGE_PROBLEMS.contains(container.getState().getWaiting().getReason());
  }
}
