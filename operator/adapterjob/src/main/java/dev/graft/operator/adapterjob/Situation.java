package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.ModelStatus;
import dev.graft.operator.resources.Blueprint;
import dev.graft.operator.resources.Children;
import dev.graft.operator.resources.Queue;
import dev.graft.operator.resources.Role;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a pass decides by: what should exist and what is told about it are functions of this.
 *
 * @param observed what was seen
 * @param plan of the spec that was seen
 * @param model of a registry, that the plan was made with; absent: none
 * @param stage how far the attempt has come
 * @param verdict whether there is anything to do, and whether it can be done
 * @param tracking what is known from the tracking server
 */
record Situation(
    ObservedState observed,
    Plan plan,
    @Nullable ModelStatus model,
    Stage stage,
    Verdict verdict,
    TrackingView tracking) {
  static Situation of(
      ObservedState observed,
      Plan plan,
      @Nullable ModelStatus model,
      Stage stage,
      OperatorSettings settings,
      TrackingView tracking) {
    Verdict verdict = Admission.review(observed, plan, stage, settings);
    return new Situation(observed, plan, model, stage, verdict, tracking);
  }

  /** The Job whose turn it is, as it is or is to be made. */
  private Optional<Job> job() {
    return stage.job().flatMap(role -> observed.job(role, plan.specDigest()).or(() -> next(role)));
  }

  private Optional<Job> next(Role role) {
    return verdict instanceof Verdict.Proceed(Blueprint blueprint)
        ? Optional.of(Children.job(role, blueprint))
        : Optional.empty();
  }

  /**
   * The Job whose turn it is, when it waits in a queue for its quota, or will as soon as it is
   * there.
   */
  Optional<Job> queued() {
    return verdict instanceof Verdict.Proceed ? job().filter(Queue::waits) : Optional.empty();
  }

  /** The same, but for something that a person has to put right first. */
  Situation refused(Finding why) {
    return new Situation(observed, plan, model, stage, new Verdict.Refused(why), tracking);
  }

  /**
   * Whether the status has yet to say what a reference to a model stands for. Children come after
   * that: an operator that is started anew would ask again, and an alias may have moved.
   */
  boolean isToBePinned() {
    return model != null
        && !observed
            .statusOf(plan.specDigest())
            .map(AdapterJobStatus::model)
            .equals(Optional.of(model));
  }
}
