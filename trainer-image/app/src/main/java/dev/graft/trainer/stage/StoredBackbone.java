package dev.graft.trainer.stage;

import dev.graft.learning.policy.Backbone;
import dev.graft.plan.JobOrigin;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.store.Kind;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds a plan's backbone by the digest of its stage, in the store or on the tracking server. */
final class StoredBackbone {
  /** Tag of a run that holds a backbone among its artifacts. */
  static final String TAG = "graft.backboneDigest";

  /** Folder of the backbone among the artifacts. */
  static final String ARTIFACT = "backbone";

  private StoredBackbone() {}

  /** The folder of a backbone that is in the store, or now is. */
  static Optional<Path> find(TrainerContext context, String experimentId) throws IOException {
    String digest = context.plan().backbone().digest();
    Optional<Path> stored = context.store().find(Kind.Backbone, digest);
    if (stored.isPresent() || context.reuse() == Reuse.StoreOnly) {
      return stored;
    }
    Optional<TrackedRun> run =
        experiments(context, experimentId)
            .flatMap(id -> context.tracking().findFinished(id, TAG, digest).stream())
            .findFirst();
    if (run.isEmpty() || context.tracking().artifacts().list(run.get(), ARTIFACT).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        context
            .store()
            .obtain(
                Kind.Backbone,
                digest,
                folder -> context.tracking().artifacts().download(run.get(), ARTIFACT, folder)));
  }

  /** The job's own experiment, then that of the job whose backbone it takes. */
  private static Stream<String> experiments(TrainerContext context, String own) {
    JobOrigin origin = context.plan().backbone().from();
    return origin == null
        ? Stream.of(own)
        : Stream.concat(
            Stream.of(own), context.tracking().findExperiment(origin.experiment()).stream());
  }

  /** Keeps a backbone. */
  static Path store(TrainerContext context, String digest, Backbone backbone) throws IOException {
    return context.store().obtain(Kind.Backbone, digest, backbone::save);
  }
}
