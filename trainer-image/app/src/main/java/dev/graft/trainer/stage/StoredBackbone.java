package dev.graft.trainer.stage;

import dev.graft.learning.policy.Backbone;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.JobOrigin;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.store.Kind;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a plan's backbone by the digest of its stage, in the store or on the tracking server. */
final class StoredBackbone {
  /** Tag of a run that holds a backbone among its artifacts. */
  static final String TAG = "graft.backboneDigest";

  /**
   * Tag of a run that uses a backbone among the artifacts of another run: that one's identifier.
   */
  static final String HOLDER_TAG = "graft.backboneRun";

  /** Folder of the backbone among the artifacts. */
  static final String ARTIFACT = "backbone";

  private StoredBackbone() {}

  /**
   * The folder of a backbone that is in the store, or now is. One that another job has made is
   * waited for while the server is away; any other can be trained instead.
   */
  static Optional<Path> find(TrainerContext context) throws IOException {
    FinishedRuns runs = new FinishedRuns(context);
    return context.plan().backbone().from() == null
        ? runs.find(wanted(context))
        : runs.await(wanted(context));
  }

  /** The folder of a backbone that another stage has made; waits for a server that is away. */
  static Path require(TrainerContext context) throws IOException {
    return new FinishedRuns(context)
        .await(wanted(context))
        .orElseThrow(() -> new IllegalStateException(missing(context)));
  }

  /**
   * The run that has the backbone's files on the tracking server; empty when this stage's own has
   * to have them.
   */
  static Optional<TrackedRun> holder(TrainerContext context) {
    // A version of a registered model has its files in the run that registers it.
    return context.plan().backbone().registerAs() == null
        ? new FinishedRuns(context).holder(wanted(context))
        : Optional.empty();
  }

  /** Why a stage cannot begin, and what to do. */
  static String missing(TrainerContext context) {
    BackboneStage stage = context.plan().backbone();
    JobOrigin origin = stage.from();
    URI server = context.tracking().uri();
    return origin == null
        ? "the backbone %s is neither in the store nor at %s: run the backbone stage first"
            .formatted(stage.digest(), server)
        : "the backbone %s of job '%s' is neither in the store nor in experiment '%s' at %s: run that job again, or restore its run there if it is deleted"
            .formatted(stage.digest(), origin.job(), origin.experiment(), server);
  }

  /**
   * In the job's own experiment, then in that of the job whose backbone it takes: an input that has
   * to come from somewhere also where nothing is to be reused.
   */
  private static FinishedRuns.Wanted wanted(TrainerContext context) {
    String digest = context.plan().backbone().digest();
    JobOrigin origin = context.plan().backbone().from();
    String own = context.plan().experiment();
    return origin == null
        ? new FinishedRuns.Wanted(
            Kind.Backbone, digest, TAG, ARTIFACT, List.of(own), context.reuse())
        : new FinishedRuns.Wanted(
            Kind.Backbone,
            digest,
            TAG,
            ARTIFACT,
            List.of(own, origin.experiment()),
            Reuse.StoreAndTracking);
  }

  /** Keeps a backbone. */
  static Path store(TrainerContext context, String digest, Backbone backbone) throws IOException {
    return context.store().obtain(Kind.Backbone, digest, backbone::save);
  }
}
