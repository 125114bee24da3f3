package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.api.ModelReference;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.Blueprint;
import dev.graft.operator.tracking.AttemptRecord;
import dev.graft.operator.tracking.FollowedAttempt;
import dev.graft.operator.tracking.ModelView;
import dev.graft.operator.tracking.WantedModel;
import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Which attempts and models the operator follows on a tracking server. Pure. */
final class Following {
  private Following() {}

  /**
   * The attempt of a plan; empty when the operator may not contact its server, or when nothing of
   * it has begun.
   */
  static Optional<FollowedAttempt> of(
      ObservedState observed,
      Plan plan,
      Stage stage,
      OperatorSettings settings,
      InstantSource clock) {
    boolean begun = !observed.spec().suspend() || observed.statusOf(plan.specDigest()).isPresent();
    return begun
        ? of(
            observed,
            settings,
            plan.specDigest(),
            plan.runs().size(),
            end(stage),
            new AttemptNotes(observed, plan),
            clock)
        : Optional.empty();
  }

  /** The attempt that was reported last, of a job that may have lost what it refers to. */
  static Optional<FollowedAttempt> reported(
      ObservedState observed, OperatorSettings settings, InstantSource clock) {
    AdapterJobStatus last = observed.status();
    return last == null || last.specDigest() == null || recorded(last)
        ? Optional.empty()
        : of(
            observed,
            settings,
            last.specDigest(),
            last.runs().size(),
            Stage.reportedEnd(last).flatMap(Following::end),
            AttemptRecord.NONE,
            clock);
  }

  /**
   * What is known of the model that a spec refers to.
   *
   * @param board asked where the operator may contact the server
   */
  static ModelView model(
      AdapterJob job, OperatorSettings settings, Function<WantedModel, ModelView> board) {
    ModelReference model = Objects.requireNonNull(job.getSpec().backbone().model());
    String server = settings.trackingUri(job.getSpec()).orElse(null);
    if (server == null) {
      return new ModelView.NotConfigured();
    }
    return settings.mayContact(server)
        ? board.apply(
            new WantedModel(ResourceID.fromResource(job), URI.create(server), model.uri()))
        : new ModelView.NotContacted(server);
  }

  /** Whether the server has all that there is to tell of the attempt that was reported last. */
  static boolean recorded(AdapterJobStatus status) {
    return Conditions.find(status, Conditions.TRACKING_AVAILABLE)
        .filter(condition -> condition.status() == ConditionStatus.True)
        .filter(condition -> condition.reason().equals(Reason.RECORDED.word()))
        .isPresent();
  }

  private static Optional<FollowedAttempt> of(
      ObservedState observed,
      OperatorSettings settings,
      String specDigest,
      int runs,
      Optional<RunStatus> end,
      AttemptRecord record,
      InstantSource clock) {
    String name = observed.owner().name();
    String experiment = observed.spec().tracking().experiment();
    Instant start =
        observed
            .statusOf(specDigest)
            .map(AdapterJobStatus::startTime)
            .map(Instant::parse)
            .orElseGet(clock::instant);
    return settings
        .trackingUri(observed.spec())
        .filter(settings::mayContact)
        .map(
            uri ->
                new FollowedAttempt(
                    new ResourceID(name, observed.owner().namespace()),
                    URI.create(uri),
                    Objects.requireNonNullElse(experiment, name),
                    new RunKey(Blueprint.parentKey(observed.owner().uid(), specDigest)),
                    specDigest,
                    runs,
                    start,
                    end,
                    record));
  }

  private static Optional<RunStatus> end(Stage stage) {
    return switch (stage) {
      case PRETRAINING, ADAPTING -> Optional.empty();
      case SUCCEEDED -> Optional.of(RunStatus.Finished);
      case BACKBONE_FAILED, RUNS_FAILED -> Optional.of(RunStatus.Failed);
    };
  }
}
