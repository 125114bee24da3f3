package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Asks the cluster why workloads have no pods: only about those that have none, only once they have
 * had none for a while, and then seldom. Thread-safe.
 */
final class PodRefusals {
  /** Pods come within a second. A look after this time finds whether they have. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Map<ResourceID, Asked> asked = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * Nobody was asked yet.
   *
   * @param nanoTime a clock that only ever goes forward, such as {@link System#nanoTime}
   */
  PodRefusals(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What is known of the workloads of one AdapterJob.
   *
   * @param workloads UIDs of those without pods
   * @param next when to ask again
   */
  private record Asked(Set<String> workloads, long next, Optional<PodRefusal> answer) {}

  /**
   * What was observed, with why pods are missing, as far as it is known.
   *
   * @param eventsOf asks the cluster what a workload's controller could not create
   */
  ObservedState explain(ObservedState observed, Function<HasMetadata, List<Event>> eventsOf) {
    ResourceID id = new ResourceID(observed.owner().name(), observed.owner().namespace());
    List<HasMetadata> workloads = PodRefusal.candidates(observed);
    if (workloads.isEmpty()) {
      forget(id);
      return observed;
    }
    Asked last = known(id, observed, workloads);
    long now = nanoTime.getAsLong();
    Asked latest =
        last.next() - now > 0
            ? last
            : new Asked(
                last.workloads(), now + PERIOD.toNanos(), ask(observed, workloads, eventsOf));
    asked.put(id, latest);
    return observed.with(latest.answer());
  }

  /** Knows nothing of that AdapterJob any more. */
  void forget(ResourceID id) {
    asked.remove(id);
  }

  /** An operator that is started anew asks at once about what its predecessor has told. */
  private Asked known(ResourceID id, ObservedState observed, List<HasMetadata> workloads) {
    Set<String> uids =
        workloads.stream()
            .map(workload -> workload.getMetadata().getUid())
            .collect(Collectors.toSet());
    Asked last = asked.get(id);
    if (last != null && last.workloads().equals(uids)) {
      return last;
    }
    boolean told =
        Conditions.find(observed.status(), Conditions.READY)
            .filter(ready -> ready.reason().equals(Reason.PODS_REFUSED.word()))
            .isPresent();
    long next = nanoTime.getAsLong() + (told ? 0 : PATIENCE.toNanos());
    return new Asked(uids, next, Optional.empty());
  }

  private static Optional<PodRefusal> ask(
      ObservedState observed,
      List<HasMetadata> workloads,
      Function<HasMetadata, List<Event>> eventsOf) {
    return workloads.stream()
        .flatMap(
            workload ->
                PodRefusal.told(workload, observed.podsOf(workload), eventsOf.apply(workload))
                    .stream())
        .findFirst();
  }
}
