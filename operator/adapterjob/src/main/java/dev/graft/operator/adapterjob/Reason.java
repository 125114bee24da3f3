package dev.graft.operator.adapterjob;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every reason a condition may have, with the sentence that goes with it: what is, and what to do
 * when something has to be done.
 */
enum Reason {
  STARTING("Starting", "The pods that pretrain the backbone are starting."),
  PRETRAINING("Pretraining", "The backbone is being pretrained by Job %s."),
  ADAPTING("Adapting", "%d of %d adapter runs are finished."),
  SUCCEEDED("Succeeded", "All is done: the backbone and %d adapter runs.", Stage.SUCCEEDED),
  BACKBONE_FAILED(
      "BackboneFailed",
      "The backbone could not be pretrained: %s. Read the logs of Job %s; a corrected spec starts a"
          + " new attempt.",
      Stage.BACKBONE_FAILED),
  RUNS_FAILED(
      "RunsFailed",
      "%d of %d adapter runs failed (%s); the others are kept. Read the logs of Job %s; a corrected"
          + " spec starts a new attempt.",
      Stage.RUNS_FAILED),
  TRACKING_NOT_CONFIGURED(
      "TrackingNotConfigured",
      "spec.tracking.uri is not set and the operator has no default: set it to the address of an"
          + " MLflow server, or give the operator GRAFT_TRACKING_URI."),
  NAME_TAKEN(
      "NameTaken",
      "%s is there already and does not belong to this AdapterJob: delete it, or give the AdapterJob"
          + " another name."),
  WAITING_FOR_JOB("WaitingForJob", "Waits for the AdapterJob %s: %s"),
  SOURCE_MISSING(
      "SourceMissing",
      "Waits for the AdapterJob %s, which is not in this namespace: create it, or name another one."),
  SOURCE_FAILED(
      "SourceFailed",
      "The AdapterJob %s, whose backbone is asked for, has failed: correct it, or name another one."),
  REFERENCE_CIRCLE(
      "ReferenceCircle",
      "The AdapterJobs %s and %s wait for each other: let one of them pretrain its backbone."),
  REFERENCE_UNFIT("ReferenceUnfit", "%s."),
  UNSCHEDULABLE(
      "Unschedulable",
      "No node has room for pod %s: free or add nodes, or ask for less in spec.simulation.resources"
          + " or spec.trainer."),
  IMAGE_UNAVAILABLE(
      "ImageUnavailable",
      "Pod %s cannot get its image %s: check the image name in the operator's configuration, and that"
          + " the node can reach its registry."),
  BACKBONE_READY("BackboneReady", "The backbone is pretrained."),
  SIMULATORS_READY("SimulatorsReady", "All %d simulators are ready."),
  SIMULATORS_STARTING("SimulatorsStarting", "%d of %d simulators are ready."),
  SIMULATORS_RELEASED("SimulatorsReleased", "All is finished, so the simulators were released."),
  NOT_STALLED("NotStalled", "Nothing has to be done by hand."),
  FINISHED("Finished", "Nothing is left to do.");

  private final String word;
  private final String template;
  private final @Nullable Stage end;

  Reason(String word, String template) {
    this(word, template, null);
  }

  Reason(String word, String template, @Nullable Stage end) {
    this.word = word;
    this.template = template;
    this.end = end;
  }

  /** The reason as it stands in a condition. */
  String word() {
    return word;
  }

  /** The sentence, with its blanks filled in. */
  String message(Object... values) {
    return template.formatted(values);
  }

  /** The end of an attempt that this reason tells of. */
  Optional<Stage> end() {
    return Optional.ofNullable(end);
  }

  /** The reason of this word; empty for a word of another version's. */
  static Optional<Reason> named(String word) {
    return Arrays.stream(values()).filter(reason -> reason.word.equals(word)).findFirst();
  }
}
