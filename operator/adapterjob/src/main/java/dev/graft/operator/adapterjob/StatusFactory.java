package dev.graft.operator.adapterjob;

import dev.graft.api.Adapter;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.api.AdapterJobStatus.Progress;
import dev.graft.api.AdapterJobStatus.WorkStatus;
import dev.graft.api.Condition;
import dev.graft.api.Phase;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells people and programs how an AdapterJob stands: a pure function, which gives an equal status
 * as long as nothing has changed.
 */
final class StatusFactory {
  private StatusFactory() {}

  /**
   * The status.
   *
   * @param now the time of new facts; known ones keep theirs
   */
  static AdapterJobStatus status(Situation situation, Instant now) {
    ObservedState observed = situation.observed();
    Plan plan = situation.plan();
    Optional<AdapterJobStatus> last = observed.statusOf(plan.specDigest());
    RunTally runs = new RunTally(Runs.of(observed, plan));
    Readiness readiness = new Readiness(situation, runs);
    List<Condition> conditions = readiness.conditions(now);
    WorkStatus work = Stopwatch.read(observed, plan, now);
    String start = last.map(AdapterJobStatus::startTime).orElseGet(() -> Conditions.timestamp(now));
    AdapterJobStatus status =
        AdapterJobStatus.builder()
            .observedGeneration(observed.generation())
            .conditions(conditions)
            .phase(phase(conditions))
            .specDigest(plan.specDigest())
            .attempt(Attempts.number(observed.status(), plan.specDigest()))
            .startTime(start)
            .completionTime(
                last.map(AdapterJobStatus::completionTime)
                    .orElseGet(
                        () -> situation.stage().finished() ? Conditions.timestamp(now) : null))
            .method(method(observed.spec().adapter()))
            .progress(new Progression(situation, runs, readiness.ready()).progress(work))
            .runs(runs.runs())
            .runsSummary(runs.all() == 0 ? null : runs.summary())
            .evaluation(runs.evaluation(plan.runs()))
            .model(situation.model())
            .backbone(Results.backbone(observed, plan))
            .adapter(Results.adapter(observed, plan))
            .mlflow(mlflow(situation.tracking(), last))
            .work(work)
            .usage(last.map(AdapterJobStatus::usage).orElse(null))
            .earlierAttempts(Attempts.before(observed.status(), plan.specDigest()))
            .build();
    return status.equals(observed.status()) ? status : charged(status, observed, now);
  }

  /** Time passes all the time: what it costs is told when there is something else to tell. */
  private static AdapterJobStatus charged(
      AdapterJobStatus status, ObservedState observed, Instant now) {
    Instant start = status.startTime() == null ? now : Instant.parse(status.startTime());
    return status.edit().usage(Usage.charge(observed, status.usage(), start, now)).build();
  }

  /**
   * The status of a job that cannot be planned, for what it refers to. What an earlier spec has
   * started goes on and is told of again once this one is put right.
   */
  static AdapterJobStatus unplanned(ObservedState observed, Finding why, Instant now) {
    boolean aside = observed.spec().suspend() && observed.trainersAtWork().findAny().isEmpty();
    Finding ready = aside ? Readiness.suspended(observed, "nothing begun") : why;
    List<Condition> conditions = Readiness.common(observed, ready, now).list();
    AdapterJobStatus last = observed.status();
    return (last == null ? AdapterJobStatus.builder() : last.edit())
        .observedGeneration(observed.generation())
        .conditions(conditions)
        .phase(phase(conditions))
        .method(method(observed.spec().adapter()))
        .progress(new Progress(0, ready.reason().words(), null, null, null, null))
        .build();
  }

  /** Known once, the attempt's place in MLflow stays known. */
  private static @Nullable MlflowStatus mlflow(
      TrackingView tracking, Optional<AdapterJobStatus> last) {
    return switch (tracking) {
      case TrackingView.Answers answers -> answers.mlflow();
      case TrackingView.Recorded recorded -> recorded.mlflow();
      case TrackingView.Asked asked -> last.map(AdapterJobStatus::mlflow).orElse(null);
      case TrackingView.Away away -> last.map(AdapterJobStatus::mlflow).orElse(null);
      case TrackingView.NotContacted none -> last.map(AdapterJobStatus::mlflow).orElse(null);
    };
  }

  /** A summary for people: the conditions decide. */
  static Phase phase(List<Condition> conditions) {
    return Conditions.find(conditions, Conditions.READY)
        .flatMap(ready -> Reason.named(ready.reason()))
        .flatMap(Reason::phase)
        .orElse(Phase.Pending);
  }

  private static String method(@Nullable Adapter adapter) {
    return adapter == null ? "pretrain" : adapter.method().memberName();
  }
}
