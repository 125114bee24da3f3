package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Blueprint;
import dev.graft.plan.Plan;
import org.jspecify.annotations.Nullable;

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
    String trackingUri = trackingUri(observed, settings);
    if (trackingUri == null) {
      return new Verdict.Refused(Finding.of(Reason.TRACKING_NOT_CONFIGURED));
    }
    return new Verdict.Proceed(
        new Blueprint(observed.owner(), observed.spec(), plan, settings.images(), trackingUri));
  }

  private static @Nullable String trackingUri(ObservedState observed, OperatorSettings settings) {
    String asked = observed.spec().tracking().uri();
    return asked == null ? settings.defaultTrackingUri() : asked;
  }
}
