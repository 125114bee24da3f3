package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what keeps pods from starting, or from being there at all. */
final class Obstacles {
  private static final Set<String> IMAGE_PROBLEMS =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private Obstacles() {}

  /** The first obstacle, in the order of the pods' names. */
  static Optional<Finding> first(ObservedState observed) {
    return observed.pods().stream().flatMap(Obstacles::of).findFirst().or(() -> refusal(observed));
  }

  private static Optional<Finding> refusal(ObservedState observed) {
    return observed
        .refusal()
        .map(refusal -> Finding.of(Reason.PODS_REFUSED, refusal.workload(), refusal.why()));
  }

  private static Stream<Finding> of(Pod pod) {
    if (pod.getStatus() == null || pod.getMetadata().getDeletionTimestamp() != null) {
      return Stream.empty();
    }
    return Stream.concat(
        pod.getStatus().getConditions().stream().flatMap(condition -> of(pod, condition)),
        pod.getStatus().getContainerStatuses().stream().flatMap(status -> of(pod, status)));
  }

  private static Stream<Finding> of(Pod pod, PodCondition condition) {
    if (!"PodScheduled".equals(condition.getType())
        || !"Unschedulable".equals(condition.getReason())) {
      return Stream.empty();
    }
    String words = Finding.quoted(condition.getMessage());
    Reason reason =
        words.contains("persistentvolumeclaim") || words.contains("PersistentVolumeClaim")
            ? Reason.STORAGE_UNAVAILABLE
            : Reason.UNSCHEDULABLE;
    return Stream.of(Finding.of(reason, name(pod), words));
  }

  private static Stream<Finding> of(Pod pod, ContainerStatus container) {
    return Stream.ofNullable(container.getState())
        .flatMap(state -> Stream.ofNullable(state.getWaiting()))
        .flatMap(waiting -> of(pod, container, waiting));
  }

  private static Stream<Finding> of(
      Pod pod, ContainerStatus container, ContainerStateWaiting waiting) {
    String reason = Objects.requireNonNullElse(waiting.getReason(), "");
    if (IMAGE_PROBLEMS.contains(reason)) {
      return Stream.of(Finding.of(Reason.IMAGE_UNAVAILABLE, name(pod), container.getImage()));
    }
    return switch (reason) {
      case "CreateContainerConfigError" ->
          Stream.of(
              Finding.of(Reason.SECRET_MISSING, name(pod), Finding.quoted(waiting.getMessage())));
      case "CrashLoopBackOff" -> Stream.of(Finding.of(Reason.POD_CRASHING, name(pod), name(pod)));
      default -> Stream.empty();
    };
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
