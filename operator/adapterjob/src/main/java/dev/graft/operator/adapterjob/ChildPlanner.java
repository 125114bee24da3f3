package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Blueprint;
import dev.graft.operator.resources.Children;
import dev.graft.operator.resources.ContentDigest;
import dev.graft.operator.resources.Labels;
import dev.graft.operator.resources.PlanConfigMap;
import dev.graft.operator.resources.Role;
import dev.graft.operator.resources.RunningJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what has to be written so that the children become what they should be: a pure function,
 * empty when all is well.
 */
final class ChildPlanner {
  private ChildPlanner() {}

  static List<Action> plan(Situation situation) {
    return situation.isToBePinned() ? List.of() : byVerdict(situation);
  }

  private static List<Action> byVerdict(Situation situation) {
    ObservedState observed = situation.observed();
    return switch (situation.verdict()) {
      case Verdict.Refused refused -> List.of();
      case Verdict.Finished finished ->
          Stream.concat(superseded(situation), simulators(observed)).toList();
      case Verdict.Suspend suspend ->
          Stream.concat(
                  Stream.concat(superseded(situation), suspension(situation)),
                  // Trainers that still roll out need them.
                  suspend.complete() ? simulators(observed) : Stream.empty())
              .toList();
      case Verdict.Proceed(Blueprint blueprint) ->
          Stream.of(
                  superseded(situation),
                  wanted(blueprint, situation).flatMap(child -> write(observed, child)),
                  unreadPlans(observed, blueprint),
                  situation.queued().isPresent()
                      ? idleSimulators(observed)
                      : Stream.<Action>empty())
              .flatMap(actions -> actions)
              .toList();
    };
  }

  /** What works on an AdapterJob that is deleted; the garbage collector does the rest. */
  static List<Action> removal(ObservedState observed) {
    return delete(observed, Job.class::isInstance).toList();
  }

  private static Stream<HasMetadata> wanted(Blueprint blueprint, Situation situation) {
    Role job = situation.stage() == Stage.PRETRAINING ? Role.BACKBONE : Role.RUNS;
    // Simulators take no quota and would stand idle while trainers wait for theirs.
    boolean waits = situation.queued().isPresent();
    return Children.during(job, blueprint).stream()
        .filter(child -> !waits || !Labels.hasRole(child, Role.SIMULATOR));
  }

  /** Plans of before, once no Job is there whose pods read them. */
  private static Stream<Action> unreadPlans(ObservedState observed, Blueprint blueprint) {
    Set<String> read =
        Stream.concat(
                Stream.of(PlanConfigMap.name(blueprint)),
                observed.jobs().stream().flatMap(job -> PlanConfigMap.readBy(job).stream()))
            .collect(Collectors.toSet());
    return delete(
        observed,
        child -> child instanceof ConfigMap && !read.contains(child.getMetadata().getName()));
  }

  /** Those of a job that was evicted from its queue; trainers that leave may still roll out. */
  private static Stream<Action> idleSimulators(ObservedState observed) {
    return observed.trainersAtWork().findAny().isPresent() ? Stream.empty() : simulators(observed);
  }

  private static Stream<Action> write(ObservedState observed, HasMetadata wanted) {
    Optional<HasMetadata> found = observed.children().filter(sameAs(wanted)).findFirst();
    if (found.isEmpty()) {
      return Stream.of(new Action.Create(wanted));
    }
    if (found.get() instanceof Job job && wanted instanceof Job other) {
      return RunningJob.adjusted(job, other).map(Action.Replace::new).stream()
          .map(Action.class::cast);
    }
    if (Objects.equals(ContentDigest.of(found.get()), ContentDigest.of(wanted))) {
      return Stream.empty();
    }
    wanted.getMetadata().setResourceVersion(found.get().getMetadata().getResourceVersion());
    return Stream.of(new Action.Replace(wanted));
  }

  private static Stream<Action> suspension(Situation situation) {
    return situation.observed().jobs().stream()
        .filter(
            job -> Labels.specDigest(job).filter(situation.plan().specDigest()::equals).isPresent())
        .filter(job -> JobOutcome.of(job) == JobOutcome.ACTIVE)
        .flatMap(job -> RunningJob.suspend(job).stream())
        .map(Action.Replace::new);
  }

  private static Predicate<HasMetadata> sameAs(HasMetadata wanted) {
    return child ->
        child.getKind().equals(wanted.getKind())
            && child.getMetadata().getName().equals(wanted.getMetadata().getName());
  }

  /** Jobs of an earlier spec: their results remain in MLflow, their pods must not go on. */
  private static Stream<Action> superseded(Situation situation) {
    String digest = situation.plan().specDigest();
    return delete(
        situation.observed(),
        child -> Labels.specDigest(child).filter(is -> !is.equals(digest)).isPresent());
  }

  private static Stream<Action> simulators(ObservedState observed) {
    return delete(observed, child -> Labels.hasRole(child, Role.SIMULATOR));
  }

  private static Stream<Action> delete(ObservedState observed, Predicate<HasMetadata> unneeded) {
    return observed
        .children()
        .filter(unneeded)
        .filter(child -> child.getMetadata().getDeletionTimestamp() == null)
        .map(Action.Delete::new);
  }
}
