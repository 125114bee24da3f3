package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Blueprint;
import dev.graft.plan.Plan;

/** Checks what the schema cannot see: what the operator's own configuration has to supply. */
final class Admission {
  private Admission() {}

  static Verdict review(ObservedState observed, Plan plan, Stage stage, OperatorSettings settings) {
    if (stage.finished()) {
      return new Verdict.Finished();
    }
    if (observed.spec().suspend()) {
      return new Verdict.Suspend((int) observed.trainersAtWork().count());
    }
    return settings
        .trackingUri(observed.spec())
        .<Verdict>map(uri -> new Verdict.Proceed(blueprint(observed, plan, settings, uri)))
        .orElseGet(() -> new Verdict.Refused(Finding.of(Reason.TRACKING_NOT_CONFIGURED)));
  }

  private static Blueprint blueprint(
      ObservedState observed, Plan plan, OperatorSettings settings, String trackingUri) {
    return new Blueprint(
        observed.owner(), observed.spec(), plan, settings.images(), settings.user(), trackingUri);
  }
}
