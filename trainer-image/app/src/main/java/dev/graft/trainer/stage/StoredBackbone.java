package dev.graft.trainer.stage;

import dev.graft.learning.policy.Backbone;
import dev.graft.plan.JobOrigin;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.store.Kind;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a plan's backbone by the digest of its stage, in the store or on the tracking server. */
final class StoredBackbone {
  /** Tag of a run that holds a backbone among its artifacts. */
  static final String TAG = "graft.backboneDigest";

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
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the backbone %s is neither in the store nor at %s: run the backbone stage first"
                        .formatted(context.plan().backbone().digest(), context.tracking().uri())));
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
