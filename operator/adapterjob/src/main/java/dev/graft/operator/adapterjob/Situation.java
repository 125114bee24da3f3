package dev.graft.operator.adapterjob;

import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.Plan;

/**
 * All that a pass decides by: what should exist and what is told about it are functions of this.
 *
 * @param observed what was seen
 * @param plan of the spec that was seen
 * @param stage how far the attempt has come
 * @param verdict whether there is anything to do, and whether it can be done
 * @param tracking what is known from the tracking server
 */
record Situation(
    ObservedState observed, Plan plan, Stage stage, Verdict verdict, TrackingView tracking) {
  static Situation of(
      ObservedState observed,
      Plan plan,
      Stage stage,
      OperatorSettings settings,
      TrackingView tracking) {
    Verdict verdict = Admission.review(observed, plan, stage, settings);
    return new Situation(observed, plan, stage, verdict, tracking);
  }

  /** The same, but for something that a person has to put right first. */
  Situation refused(Finding why) {
    return new Situation(observed, plan, stage, new Verdict.Refused(why), tracking);
  }
}
