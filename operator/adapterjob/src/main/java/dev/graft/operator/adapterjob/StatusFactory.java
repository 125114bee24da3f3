package dev.graft.operator.adapterjob;

import dev.graft.api.Adapter;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.Progress;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.operator.resources.Role;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells people and programs how an AdapterJob stands: a pure function, which gives an equal status
 * as long as nothing has changed.
 */
final class StatusFactory {
  private final ObservedState observed;
  private final Plan plan;
  private final Stage stage;
  private final @Nullable Finding blocker;
  private final RunReport runs;
  private final Instant now;

  private StatusFactory(
      ObservedState observed, Plan plan, Stage stage, @Nullable Finding blocker, Instant now) {
    this.observed = observed;
    this.plan = plan;
    this.stage = stage;
    this.blocker = blocker;
    this.runs = RunReport.of(observed, plan);
    this.now = now;
  }

  /**
   * The status.
   *
   * @param observed what was seen
   * @param plan of the spec that was seen
   * @param stage how far the attempt has come
   * @param blocker what a person has to put right before anything can go on; null: nothing
   * @param now the time of new facts; known ones keep theirs
   */
  static AdapterJobStatus status(
      ObservedState observed, Plan plan, Stage stage, @Nullable Finding blocker, Instant now) {
    return new StatusFactory(observed, plan, stage, blocker, now).status();
  }

  /**
   * The status of a job that cannot be planned, for what it refers to. What an earlier spec has
   * started goes on and is told of again once this one is put right.
   */
  static AdapterJobStatus unplanned(ObservedState observed, Finding why, Instant now) {
    AdapterJobStatus last = observed.status();
    boolean stalled = phase(why.reason()) != Phase.Waiting;
    List<Condition> conditions =
        new Conditions(last, observed.generation(), now)
            .add(Conditions.READY, ConditionStatus.False, why)
            .add(
                Conditions.RECONCILING, when(!stalled), stalled ? Finding.of(Reason.FINISHED) : why)
            .add(Conditions.STALLED, when(stalled), stalled ? why : Finding.of(Reason.NOT_STALLED))
            .list();
    return new AdapterJobStatus(
        observed.generation(),
        conditions,
        phase(conditions),
        last == null ? null : last.specDigest(),
        last == null ? null : last.attempt(),
        last == null ? null : last.startTime(),
        last == null ? null : last.completionTime(),
        method(observed.spec().adapter()),
        new Progress(0, "waiting", null, null, null, null),
        last == null ? List.of() : last.runs(),
        last == null ? null : last.runsSummary(),
        null,
        null,
        null,
        null);
  }

  private AdapterJobStatus status() {
    Optional<AdapterJobStatus> last = observed.statusOf(plan.specDigest());
    List<Condition> conditions = conditions();
    return new AdapterJobStatus(
        observed.generation(),
        conditions,
        phase(conditions),
        plan.specDigest(),
        last.map(AdapterJobStatus::attempt).orElseGet(this::nextAttempt),
        last.map(AdapterJobStatus::startTime).orElseGet(() -> Conditions.timestamp(now)),
        last.map(AdapterJobStatus::completionTime).orElseGet(this::completionTime),
        method(observed.spec().adapter()),
        progress(),
        runs.runs(),
        runs.runs().isEmpty() ? null : runs.summary(),
        null, // results are told once trainers report them
        null,
        null,
        null);
  }

  private List<Condition> conditions() {
    Finding ready = ready();
    boolean stalled =
        blocker != null || stage == Stage.BACKBONE_FAILED || stage == Stage.RUNS_FAILED;
    boolean reconciling = !stalled && !stage.finished();
    return new Conditions(observed.status(), observed.generation(), now)
        .add(Conditions.READY, when(stage == Stage.SUCCEEDED && blocker == null), ready)
        .add(
            Conditions.RECONCILING,
            when(reconciling),
            reconciling ? ready : Finding.of(Reason.FINISHED))
        .add(Conditions.STALLED, when(stalled), stalled ? ready : Finding.of(Reason.NOT_STALLED))
        .add(Conditions.SIMULATORS_READY, when(simulatorsReady()), simulators())
        .add(Conditions.BACKBONE_READY, when(backboneReady()), backbone())
        .list();
  }

  /** The one sentence that says how things stand. */
  private Finding ready() {
    if (blocker != null) {
      return blocker;
    }
    return switch (stage) {
      case PRETRAINING -> Obstacles.first(observed).orElseGet(this::backbone);
      case ADAPTING -> Obstacles.first(observed).orElseGet(this::adapting);
      case SUCCEEDED -> Finding.of(Reason.SUCCEEDED, runs.runs().size());
      case BACKBONE_FAILED -> failedAs(Reason.BACKBONE_FAILED).orElseGet(this::backbone);
      case RUNS_FAILED -> failedAs(Reason.RUNS_FAILED).orElseGet(this::runsFailed);
    };
  }

  /** What was said about a failure stays, also when the Job that told of it is gone. */
  private Optional<Finding> failedAs(Reason reason) {
    return observed
        .statusOf(plan.specDigest())
        .flatMap(last -> Conditions.find(last, Conditions.READY))
        .filter(condition -> condition.reason().equals(reason.word()))
        .map(condition -> new Finding(reason, condition.message()));
  }

  private Finding backbone() {
    Optional<Job> job = observed.job(Role.BACKBONE, plan.specDigest());
    if (backboneReady()) {
      return Finding.of(Reason.BACKBONE_READY);
    }
    if (stage == Stage.BACKBONE_FAILED) {
      return Finding.of(
          Reason.BACKBONE_FAILED,
          job.map(JobOutcome::failureMessage).orElse("its Job is gone"),
          name(job));
    }
    boolean running =
        job.stream()
            .flatMap(observed::podsOf)
            .anyMatch(
                pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase()));
    return running ? Finding.of(Reason.PRETRAINING, name(job)) : Finding.of(Reason.STARTING);
  }

  private Finding adapting() {
    return Finding.of(Reason.ADAPTING, runs.finished(), runs.runs().size());
  }

  private Finding runsFailed() {
    return Finding.of(
        Reason.RUNS_FAILED,
        runs.failed(),
        runs.runs().size(),
        runs.failedNames(),
        name(observed.job(Role.RUNS, plan.specDigest())));
  }

  private boolean backboneReady() {
    return stage != Stage.PRETRAINING && stage != Stage.BACKBONE_FAILED;
  }

  private boolean simulatorsReady() {
    return !stage.finished() && readySimulators() >= observed.spec().simulation().replicas();
  }

  private Finding simulators() {
    int replicas = observed.spec().simulation().replicas();
    if (stage.finished()) {
      return Finding.of(Reason.SIMULATORS_RELEASED);
    }
    return simulatorsReady()
        ? Finding.of(Reason.SIMULATORS_READY, replicas)
        : Finding.of(Reason.SIMULATORS_STARTING, readySimulators(), replicas);
  }

  private int readySimulators() {
    return observed.workloads().stream()
        .map(StatefulSet::getStatus)
        .filter(status -> status != null && status.getReadyReplicas() != null)
        .mapToInt(status -> status.getReadyReplicas())
        .sum();
  }

  private Progress progress() {
    int done = (backboneReady() ? 1 : 0) + runs.finished();
    int all = 1 + runs.runs().size();
    String summary =
        switch (stage) {
          case PRETRAINING -> "pretraining";
          case ADAPTING -> "adapting %s".formatted(runs.summary());
          case SUCCEEDED -> "done";
          case BACKBONE_FAILED, RUNS_FAILED -> "failed";
        };
    return new Progress(100 * done / all, summary, null, null, null, null);
  }

  private int nextAttempt() {
    AdapterJobStatus earlier = observed.status();
    return earlier == null || earlier.attempt() == null ? 1 : earlier.attempt() + 1;
  }

  private @Nullable String completionTime() {
    return stage.finished() ? Conditions.timestamp(now) : null;
  }

  /** A summary for people: the conditions decide. */
  static Phase phase(List<Condition> conditions) {
    if (holds(conditions, Conditions.READY)) {
      return Phase.Succeeded;
    }
    if (holds(conditions, Conditions.STALLED)) {
      return Phase.Failed;
    }
    return Conditions.find(conditions, Conditions.READY)
        .flatMap(ready -> Reason.named(ready.reason()))
        .map(StatusFactory::phase)
        .orElse(Phase.Pending);
  }

  private static Phase phase(Reason reason) {
    return switch (reason) {
      case PRETRAINING, ADAPTING -> Phase.Running;
      case UNSCHEDULABLE, IMAGE_UNAVAILABLE, WAITING_FOR_JOB, SOURCE_MISSING -> Phase.Waiting;
      default -> Phase.Pending;
    };
  }

  private static boolean holds(List<Condition> conditions, String type) {
    return Conditions.find(conditions, type)
        .filter(condition -> condition.status() == ConditionStatus.True)
        .isPresent();
  }

  private static String method(@Nullable Adapter adapter) {
    return adapter == null ? "pretrain" : adapter.method().memberName();
  }

  private static String name(Optional<Job> job) {
    return job.map(found -> found.getMetadata().getName()).orElse("(gone)");
  }

  private static ConditionStatus when(boolean holds) {
    return holds ? ConditionStatus.True : ConditionStatus.False;
  }
}
