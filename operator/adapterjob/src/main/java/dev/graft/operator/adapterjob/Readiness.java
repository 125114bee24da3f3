package dev.graft.operator.adapterjob;

import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.operator.resources.Queue;
import dev.graft.operator.resources.Role;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the conditions of an AdapterJob say: which hold, for which reason, in which words. */
final class Readiness {
  private final ObservedState observed;
  private final Plan plan;
  private final Stage stage;
  private final Verdict verdict;
  private final TrackingView tracking;
  private final Optional<Finding> queued;
  private final RunTally runs;

  Readiness(Situation situation, RunTally runs) {
    this.observed = situation.observed();
    this.plan = situation.plan();
    this.stage = situation.stage();
    this.verdict = situation.verdict();
    this.tracking = situation.tracking();
    this.queued =
        situation
            .queued()
            .map(
                job ->
                    Finding.of(Reason.QUEUED, name(Optional.of(job)), Queue.of(job).orElseThrow()));
    this.runs = runs;
  }

  List<Condition> conditions(Instant now) {
    return common(observed, ready(), now)
        .add(Conditions.SIMULATORS_READY, when(simulatorsReady()), simulators())
        .add(Conditions.BACKBONE_READY, when(stage.hasBackbone()), backbone())
        .add(Conditions.TRACKING_AVAILABLE, trackingAvailable(), tracking())
        .list();
  }

  private ConditionStatus trackingAvailable() {
    return switch (tracking) {
      case TrackingView.NotContacted notContacted -> ConditionStatus.Unknown;
      case TrackingView.Asked asked -> ConditionStatus.Unknown;
      case TrackingView.Away away -> ConditionStatus.False;
      case TrackingView.Answers answers -> ConditionStatus.True;
      case TrackingView.Recorded recorded -> ConditionStatus.True;
    };
  }

  private Finding tracking() {
    return switch (tracking) {
      case TrackingView.NotContacted notContacted -> Finding.of(Reason.TRACKING_NOT_CONTACTED);
      case TrackingView.Asked asked -> Finding.of(Reason.TRACKING_ASKED);
      case TrackingView.Away away -> Finding.of(Reason.TRACKING_AWAY, away.why());
      case TrackingView.Answers answers -> Finding.of(Reason.TRACKING_ANSWERS);
      case TrackingView.Recorded recorded -> Finding.of(Reason.RECORDED);
    };
  }

  /** The conditions that kstatus reads, when this is all there is to say. */
  static Conditions common(ObservedState observed, Finding ready, Instant now) {
    Phase phase = ready.reason().phase().orElse(Phase.Pending);
    boolean good = phase == Phase.Succeeded || phase == Phase.Suspended;
    boolean stalled = phase == Phase.Failed;
    boolean reconciling = !good && !stalled;
    return new Conditions(observed.status(), observed.generation(), now)
        .add(Conditions.READY, when(good), ready)
        .add(
            Conditions.RECONCILING,
            when(reconciling),
            reconciling ? ready : Finding.of(Reason.FINISHED))
        .add(Conditions.STALLED, when(stalled), stalled ? ready : Finding.of(Reason.NOT_STALLED));
  }

  /** The one sentence that says how things stand. */
  Finding ready() {
    return switch (verdict) {
      case Verdict.Refused(Finding why) -> why;
      case Verdict.Suspend suspend -> suspension(suspend);
      case Verdict.Proceed proceed -> Obstacles.first(observed).orElseGet(this::atWork);
      case Verdict.Finished finished -> atWork();
    };
  }

  private Finding atWork() {
    return switch (stage) {
      case PRETRAINING -> backbone();
      case ADAPTING ->
          queued
              .or(() -> Retries.first(observed, plan, Role.RUNS))
              .orElseGet(() -> Finding.of(Reason.ADAPTING, runs.finished(), runs.all()));
      case SUCCEEDED -> Finding.of(Reason.SUCCEEDED, runs.all());
      case BACKBONE_FAILED -> failedAs(Reason.BACKBONE_FAILED).orElseGet(this::backbone);
      case RUNS_FAILED -> failedAs(Reason.RUNS_FAILED).orElseGet(this::runsFailed);
    };
  }

  private Finding suspension(Verdict.Suspend suspend) {
    return suspend.complete()
        ? suspended(observed, "%s runs finished".formatted(runs.summary()))
        : Finding.of(Reason.SUSPENDING, suspend.podsLeft());
  }

  /** Put aside with so much done. */
  static Finding suspended(ObservedState observed, String done) {
    boolean kept = observed.spec().storage() != null;
    return Finding.of(
        Reason.SUSPENDED,
        done,
        kept
            ? "continues at its last checkpoint"
            : "begins anew, since spec.storage, where checkpoints would be kept, is not set");
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
    if (stage.hasBackbone()) {
      return Finding.of(Reason.BACKBONE_READY);
    }
    if (stage == Stage.BACKBONE_FAILED) {
      return Finding.of(
          Reason.BACKBONE_FAILED,
          plan.backbone().from() == null ? "pretrained" : "taken over",
          why(job, Role.BACKBONE),
          name(job));
    }
    if (queued.isPresent()) {
      return queued.get();
    }
    return Retries.first(observed, plan, Role.BACKBONE).orElseGet(() -> backboneAtWork(job));
  }

  /** What a trainer's end means its Job has to tell: until then it is at work. */
  private Finding backboneAtWork(Optional<Job> job) {
    boolean begun =
        observed
            .podsOf(Role.BACKBONE, plan.specDigest())
            .anyMatch(pod -> Pods.running(pod) || Pods.ended(pod));
    JobOrigin lender = plan.backbone().from();
    if (!begun) {
      return Finding.of(Reason.STARTING, lender == null ? "pretrain" : "take over");
    }
    return lender == null
        ? Finding.of(Reason.PRETRAINING, name(job))
        : Finding.of(Reason.BORROWING, lender.job(), name(job));
  }

  private Finding runsFailed() {
    Optional<Job> job = observed.job(Role.RUNS, plan.specDigest());
    return Finding.of(
        Reason.RUNS_FAILED,
        runs.failed(),
        runs.all(),
        runs.failedNames(),
        why(job, Role.RUNS),
        name(job));
  }

  /** The trainer's own words come first: it names field, value and remedy. */
  private String why(Optional<Job> job, Role role) {
    Long deadline = observed.spec().failurePolicy().activeDeadlineSeconds();
    if (job.filter(JobOutcome::missedDeadline).isPresent() && deadline != null) {
      return "it took longer than spec.failurePolicy.activeDeadlineSeconds, %d s"
          .formatted(deadline);
    }
    return LastWords.failures(observed.podsOf(role, plan.specDigest()))
        .findFirst()
        .or(() -> job.map(JobOutcome::failureMessage))
        .map(Finding::quoted)
        .orElse("its Job is gone");
  }

  private boolean simulatorsReady() {
    return verdict instanceof Verdict.Proceed
        && readySimulators() >= observed.spec().simulation().replicas();
  }

  private Finding simulators() {
    int replicas = observed.spec().simulation().replicas();
    boolean suspended = verdict instanceof Verdict.Suspend suspend && suspend.complete();
    if (stage.finished() || suspended || (queued.isPresent() && observed.workloads().isEmpty())) {
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

  private static String name(Optional<Job> job) {
    return job.map(found -> found.getMetadata().getName()).orElse("(gone)");
  }

  private static ConditionStatus when(boolean holds) {
    return holds ? ConditionStatus.True : ConditionStatus.False;
  }
}
