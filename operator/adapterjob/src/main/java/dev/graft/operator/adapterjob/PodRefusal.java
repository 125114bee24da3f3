package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a workload has no pods: its controller tried to create one, and the API server did not let
 * it, for a quota, a limit or a policy. Only the controller's events tell of that.
 *
 * @param workload kind and name, such as {@code Job reach-backbone-0a1b2c3d4e}
 * @param why the API server's own words, without the name of the pod, which is another each time
 */
record PodRefusal(String workload, String why) {
  /** The reason of these events. */
  static final String EVENT_REASON = "FailedCreate";

  /** The workloads that should have pods at work and have none. */
  static List<HasMetadata> candidates(ObservedState observed) {
    return Stream.<HasMetadata>concat(
            observed.jobs().stream().filter(PodRefusal::wantsPods),
            observed.workloads().stream().filter(set -> set.getSpec().getReplicas() > 0))
        .filter(workload -> workload.getMetadata().getDeletionTimestamp() == null)
        .filter(workload -> observed.podsOf(workload).allMatch(Pods::ended))
        .toList();
  }

  private static boolean wantsPods(Job job) {
    return JobOutcome.of(job) == JobOutcome.ACTIVE
        && !Boolean.TRUE.equals(job.getSpec().getSuspend())
        && !Objects.equals(job.getSpec().getParallelism(), 0);
  }

  /**
   * What the events of a workload tell, the latest first; one is over once a pod was created after
   * it, or the workload was started anew.
   *
   * @param pods of the workload
   */
  static Optional<PodRefusal> told(HasMetadata workload, Stream<Pod> pods, List<Event> events) {
    Instant since =
        Stream.concat(starts(workload), pods.map(pod -> pod.getMetadata().getCreationTimestamp()))
            .map(Instant::parse)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return events.stream()
        .filter(event -> !time(event).isBefore(since))
        .max(Comparator.comparing(PodRefusal::time))
        .map(
            event ->
                new PodRefusal(
                    workload.getKind() + " " + workload.getMetadata().getName(), words(event)));
  }

  /** A Job that was suspended starts anew. */
  private static Stream<String> starts(HasMetadata workload) {
    return Stream.of(
            workload.getMetadata().getCreationTimestamp(),
            workload instanceof Job job && job.getStatus() != null
                ? job.getStatus().getStartTime()
                : null)
        .filter(Objects::nonNull);
  }

  private static Instant time(Event event) {
    return Instant.parse(
        Objects.requireNonNullElseGet(
            event.getLastTimestamp(), () -> event.getMetadata().getCreationTimestamp()));
  }

  private static String words(Event event) {
    return Objects.requireNonNullElse(event.getMessage(), "no reason given")
        .strip()
        .replaceFirst("(?s)^.*\" is forbidden: ", "")
        .replaceFirst("^Error creating: ", "")
        .replaceAll("\\.+$", "");
  }
}
