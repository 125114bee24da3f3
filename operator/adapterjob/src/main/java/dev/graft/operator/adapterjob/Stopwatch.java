package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.WorkStatus;
import dev.graft.operator.resources.Role;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long trainers have worked on an attempt: it runs while at least one does, and stands
 * while all wait, for a queue, a node or a person. Pure.
 *
 * <p>It is read at any moment, and written when it is started or stopped only: a status that
 * counted seconds would never stay the same.
 */
final class Stopwatch {
  private Stopwatch() {}

  /** How it stands; null before the first trainer has started. */
  static @Nullable WorkStatus read(ObservedState observed, Plan plan, Instant now) {
    Optional<WorkStatus> last = observed.statusOf(plan.specDigest()).map(AdapterJobStatus::work);
    long seconds = last.map(WorkStatus::seconds).orElse(0L);
    String since = last.map(WorkStatus::since).orElse(null);
    List<Pod> working = working(observed, plan).toList();
    if (working.isEmpty() == (since == null)) {
      return last.orElse(null);
    }
    return since == null
        ? new WorkStatus(seconds, Conditions.timestamp(started(working).orElse(now)))
        : new WorkStatus(seconds + between(since, now), null);
  }

  /** The trainers of an attempt that run. */
  static Stream<Pod> working(ObservedState observed, Plan plan) {
    return Stream.of(Role.BACKBONE, Role.RUNS)
        .flatMap(role -> observed.podsOf(role, plan.specDigest()))
        .filter(Pods::running);
  }

  /** How long they have worked, while they do; empty while none does. */
  static Optional<Duration> elapsed(@Nullable WorkStatus work, Instant asOf) {
    return work == null || work.since() == null
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(work.seconds() + between(work.since(), asOf)));
  }

  /** A node's clock may be ahead of ours. */
  private static long between(String since, Instant until) {
    return Math.max(0, Duration.between(Instant.parse(since), until).toSeconds());
  }

  private static Optional<Instant> started(List<Pod> working) {
    return working.stream()
        .flatMap(Pods::containers)
        .flatMap(state -> Optional.ofNullable(state.getRunning()).stream())
        .flatMap(running -> Optional.ofNullable(running.getStartedAt()).stream())
        .map(Instant::parse)
        .min(Comparator.naturalOrder());
  }
}
