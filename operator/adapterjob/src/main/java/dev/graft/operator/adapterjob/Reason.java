package dev.graft.operator.adapterjob;

import dev.graft.api.Phase;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every reason a condition may have, with the sentence that goes with it: what is, and what to do
 * when something has to be done.
 */
enum Reason {
  STARTING("Starting", Phase.Pending, "The pods that %s the backbone are starting."),
  PRETRAINING("Pretraining", Phase.Running, "The backbone is being pretrained by Job %s."),
  BORROWING("Borrowing", Phase.Running, "The backbone of job %s is being taken over by Job %s."),
  RETRYING(
      "Retrying",
      Phase.Running,
      "Pod %s ended early (%s): another one takes its place. Failures of a trainer that"
          + " spec.failurePolicy.retriesPerRun forgives: %d."),
  ADAPTING("Adapting", Phase.Running, "%d of %d adapter runs are finished."),
  SUCCEEDED(
      "Succeeded",
      Phase.Succeeded,
      "All is done: the backbone and %d adapter runs.",
      Stage.SUCCEEDED),
  BACKBONE_FAILED(
      "BackboneFailed",
      Phase.Failed,
      "The backbone could not be %s: %s. Read the logs of Job %s. A change of what is"
          + " learnt or measured starts a new attempt; after any other, such as more memory, delete the"
          + " AdapterJob and create it anew.",
      Stage.BACKBONE_FAILED),
  RUNS_FAILED(
      "RunsFailed",
      Phase.Failed,
      "%d of %d adapter runs failed (%s): %s. The others are kept. Read the logs of Job %s. A"
          + " change of what is learnt or measured starts a new attempt; after any other, such as more"
          + " memory, delete the AdapterJob and create it anew.",
      Stage.RUNS_FAILED),
  SUSPENDING("Suspending", Phase.Suspending, "The pods leave a checkpoint and go; pods left: %d."),
  SUSPENDED(
      "Suspended",
      Phase.Suspended,
      "Put aside with %s. With spec.suspend: false it goes on; what is not finished %s."),
  TRACKING_NOT_CONFIGURED(
      "TrackingNotConfigured",
      Phase.Failed,
      "spec.tracking.uri is not set and the operator has no default: set it to the address of an"
          + " MLflow server, or give the operator GRAFT_TRACKING_URI."),
  NAME_TAKEN(
      "NameTaken",
      Phase.Failed,
      "%s is there already and does not belong to this AdapterJob: delete it, or give the AdapterJob"
          + " another name."),
  CHILD_REFUSED(
      "ChildRefused",
      Phase.Failed,
      "The cluster refuses %s (%s): change what it names, in the spec or in the cluster."),
  WAITING_FOR_JOB("WaitingForJob", Phase.Waiting, "Waits for the AdapterJob %s: %s"),
  SOURCE_MISSING(
      "SourceMissing",
      Phase.Waiting,
      "Waits for the AdapterJob %s, which is not in this namespace: create it, or name another one."),
  WAITING_FOR_TRACKING(
      "WaitingForTracking",
      Phase.Waiting,
      "Waits for the tracking server to tell what %s stands for (%s)."),
  MODEL_MISSING("ModelMissing", Phase.Waiting, "%s."),
  MODEL_SERVER_NOT_CONTACTED(
      "ModelServerNotContacted",
      Phase.Failed,
      "What %s stands for is not known: the operator's configuration does not let it contact %s. Add"
          + " the address to GRAFT_TRACKING_SERVERS, or use spec.backbone.fromJob."),
  SOURCE_FAILED(
      "SourceFailed",
      Phase.Failed,
      "The AdapterJob %s, whose backbone is asked for, has failed: correct it, or name another one."),
  REFERENCE_CIRCLE(
      "ReferenceCircle",
      Phase.Failed,
      "The AdapterJobs %s and %s wait for each other: let one of them pretrain its backbone."),
  REFERENCE_UNFIT("ReferenceUnfit", Phase.Failed, "%s."),
  QUEUED(
      "Queued",
      Phase.Waiting,
      "Job %s waits in the queue %s until Kueue admits it: kubectl describe workloads says what is"
          + " missing. Free or add quota, ask for less in spec.trainer, or name another queue in"
          + " spec.queueName."),
  UNSCHEDULABLE(
      "Unschedulable",
      Phase.Waiting,
      "No node has room for pod %s (%s): free or add nodes, or ask for less in"
          + " spec.simulation.resources or spec.trainer."),
  STORAGE_UNAVAILABLE(
      "StorageUnavailable",
      Phase.Waiting,
      "Pod %s waits for its volume (%s): create the PersistentVolumeClaim that"
          + " spec.storage.claimName names in this namespace, or see why it is not bound."),
  IMAGE_UNAVAILABLE(
      "ImageUnavailable",
      Phase.Waiting,
      "Pod %s cannot get its image %s: check the image name in the operator's configuration, and that"
          + " the node can reach its registry."),
  SECRET_MISSING(
      "SecretMissing",
      Phase.Waiting,
      "Pod %s cannot start (%s): create the Secret that spec.tracking.credentialsSecretRef names in"
          + " this namespace, or name another one."),
  POD_CRASHING(
      "PodCrashing",
      Phase.Waiting,
      "Pod %s ends as soon as it is started: read why with kubectl logs --previous %s."),
  PODS_REFUSED(
      "PodsRefused",
      Phase.Waiting,
      "The cluster lets no pods of %s be created (%s): raise the quota or limit of the namespace, or"
          + " change the policy, that it names, or ask for less in spec.simulation.resources or"
          + " spec.trainer."),
  BACKBONE_READY("BackboneReady", null, "The backbone is pretrained."),
  SIMULATORS_READY("SimulatorsReady", null, "All simulators are ready: %d."),
  SIMULATORS_STARTING("SimulatorsStarting", null, "Simulators that are ready: %d of %d."),
  SIMULATORS_RELEASED(
      "SimulatorsReleased", null, "There is nothing to simulate, so the simulators were released."),
  TRACKING_ASKED("TrackingAsked", null, "The tracking server has not answered yet."),
  TRACKING_ANSWERS("TrackingAnswers", null, "The tracking server answers."),
  TRACKING_AWAY(
      "TrackingAway",
      null,
      "The tracking server does not answer as it should (%s). Nothing is lost: records wait, and are"
          + " delivered once it does."),
  TRACKING_NOT_CONTACTED(
      "TrackingNotContacted",
      null,
      "The operator's configuration does not let it contact this tracking server, so there is no live"
          + " progress; trainers record there all the same. To change that add the address to"
          + " GRAFT_TRACKING_SERVERS."),
  RECORDED("Recorded", null, "The tracking server has all records, the end included."),
  NOT_STALLED("NotStalled", null, "Nothing has to be done by hand."),
  FINISHED("Finished", null, "Nothing is left to do.");

  private final String word;
  private final @Nullable Phase phase;
  private final String template;
  private final @Nullable Stage end;

  Reason(String word, @Nullable Phase phase, String template) {
    this(word, phase, template, null);
  }

  Reason(String word, @Nullable Phase phase, String template, @Nullable Stage end) {
    this.word = word;
    this.phase = phase;
    this.template = template;
    this.end = end;
  }

  /** The reason as it stands in a condition. */
  String word() {
    return word;
  }

  /** The same in small letters, such as {@code child refused}. */
  String words() {
    return word.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /** The sentence, with its blanks filled in. */
  String message(Object... values) {
    return template.formatted(values);
  }

  /** The sentence, with its blanks. */
  String template() {
    return template;
  }

  /** The phase of a job whose condition Ready has this reason; empty: other conditions have it. */
  Optional<Phase> phase() {
    return Optional.ofNullable(phase);
  }

  /** Whether something went wrong, or keeps the job from going on that is not meant to. */
  boolean isTrouble() {
    return switch (this) {
      case RETRYING -> true;
      case WAITING_FOR_JOB, WAITING_FOR_TRACKING, QUEUED -> false;
      default -> phase == Phase.Waiting || phase == Phase.Failed;
    };
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
