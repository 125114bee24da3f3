package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Role;
import dev.graft.operator.resources.TrainerExit;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds trainers that ended before their time and whose successors do not work yet. Kubernetes lets
 * more time pass before each new try, and says nothing of it meanwhile. Pure.
 */
final class Retries {
  private final int forgiven;

  private Retries(int forgiven) {
    this.forgiven = forgiven;
  }

  /** The first of them, in the order of the runs; empty while all work that have to. */
  static Optional<Finding> first(ObservedState observed, Plan plan, Role role) {
    Retries retries = new Retries(observed.spec().failurePolicy().retriesPerRun());
    Stream<Pod> pods =
        observed.job(role, plan.specDigest()).stream()
            .filter(job -> !JobOutcome.givesUp(job))
            .flatMap(observed::podsOf);
    return pods
        .collect(Collectors.groupingBy(Runs::index, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(retries::of)
        .findFirst();
  }

  /** Of the tries of one trainer: the last, if there will be another one. */
  private Stream<Finding> of(List<Pod> tries) {
    List<Pod> failed = tries.stream().filter(Pods::failed).toList();
    boolean works = tries.stream().anyMatch(pod -> Pods.running(pod) || Pods.succeeded(pod));
    // Of what may have been the last try the Job will tell.
    boolean mayBeLast =
        failed.stream().filter(Retries::counts).count() > forgiven
            || failed.stream().anyMatch(pod -> ended(pod, TrainerExit.CONFIGURATION));
    return works || mayBeLast
        ? Stream.empty()
        : failed.stream().max(Comparator.comparing(Pods::finishedAt)).map(this::finding).stream();
  }

  /** As the Job's policy counts: who was told to leave, or taken away, has not failed. */
  private static boolean counts(Pod failed) {
    return !ended(failed, TrainerExit.CHECKPOINTED) && Pods.disruption(failed).isEmpty();
  }

  private static boolean ended(Pod pod, TrainerExit exit) {
    return Pods.terminated(pod)
        .flatMap(end -> TrainerExit.of(end.getExitCode()).stream())
        .anyMatch(exit::equals);
  }

  private Finding finding(Pod failed) {
    String why = Finding.quoted(LastWords.failure(failed).orElse(null));
    return Finding.of(Reason.RETRYING, failed.getMetadata().getName(), why, forgiven);
  }
}
