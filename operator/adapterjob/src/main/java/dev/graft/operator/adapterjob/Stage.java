package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.operator.resources.Role;
import dev.graft.plan.Plan;
import java.util.Optional;

/**
 * How far an attempt has come.
 *
 * <pre>
 *   PRETRAINING --complete--> ADAPTING --complete--> SUCCEEDED
 *        |                        |
 *        failed                   failed
 *        v                        v
 *   BACKBONE_FAILED           RUNS_FAILED
 * </pre>
 *
 * <p>What was once reported as done stays done, also when its Job is deleted afterwards, by a
 * person or by a time to live: nothing is trained twice because its traces are tidied away.
 */
enum Stage {
  /** The backbone's Job works. */
  PRETRAINING,
  /** The runs' Job works. */
  ADAPTING,
  /** All is done. */
  SUCCEEDED,
  /** There is no backbone, so no run was started. */
  BACKBONE_FAILED,
  /** At least one run gave up; the others finished. */
  RUNS_FAILED;

  /** Whether nothing more happens in this attempt. */
  boolean finished() {
    return switch (this) {
      case PRETRAINING, ADAPTING -> false;
      case SUCCEEDED, BACKBONE_FAILED, RUNS_FAILED -> true;
    };
  }

  /** Whether there is a backbone to adapt. */
  boolean hasBackbone() {
    return switch (this) {
      case PRETRAINING, BACKBONE_FAILED -> false;
      case ADAPTING, SUCCEEDED, RUNS_FAILED -> true;
    };
  }

  /** The role of the Job that works; empty when nothing more happens. */
  Optional<Role> job() {
    return switch (this) {
      case PRETRAINING -> Optional.of(Role.BACKBONE);
      case ADAPTING -> Optional.of(Role.RUNS);
      case SUCCEEDED, BACKBONE_FAILED, RUNS_FAILED -> Optional.empty();
    };
  }

  static Stage of(ObservedState observed, Plan plan) {
    return reportedEnd(observed, plan).orElseGet(() -> currentStage(observed, plan));
  }

  private static Stage currentStage(ObservedState observed, Plan plan) {
    return switch (backbone(observed, plan)) {
      case ACTIVE -> PRETRAINING;
      case FAILED -> BACKBONE_FAILED;
      case COMPLETE ->
          plan.runs().isEmpty()
              ? SUCCEEDED
              : switch (outcome(observed, Role.RUNS, plan)) {
                case ACTIVE -> ADAPTING;
                case COMPLETE -> SUCCEEDED;
                case FAILED -> RUNS_FAILED;
              };
    };
  }

  private static JobOutcome backbone(ObservedState observed, Plan plan) {
    boolean reportedReady =
        observed
            .statusOf(plan.specDigest())
            .filter(status -> Conditions.holds(status, Conditions.BACKBONE_READY))
            .isPresent();
    return reportedReady ? JobOutcome.COMPLETE : outcome(observed, Role.BACKBONE, plan);
  }

  private static JobOutcome outcome(ObservedState observed, Role role, Plan plan) {
    return observed.job(role, plan.specDigest()).map(JobOutcome::of).orElse(JobOutcome.ACTIVE);
  }

  private static Optional<Stage> reportedEnd(ObservedState observed, Plan plan) {
    return observed.statusOf(plan.specDigest()).flatMap(Stage::reportedEnd);
  }

  /** The end that the condition Ready tells of by its reason. */
  static Optional<Stage> reportedEnd(AdapterJobStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(Conditions.READY))
        .filter(condition -> condition.status() != ConditionStatus.Unknown)
        .flatMap(condition -> Reason.named(condition.reason()).stream())
        .flatMap(reason -> reason.end().stream())
        .findFirst();
  }
}
