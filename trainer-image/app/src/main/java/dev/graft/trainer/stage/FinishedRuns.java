package dev.graft.trainer.stage;

import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import dev.graft.trainer.store.Kind;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds by its digest what earlier stages made, in the store or among the artifacts of runs. */
final class FinishedRuns {
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

  private final TrainerContext context;

  FinishedRuns(TrainerContext context) {
    this.context = context;
  }

  /**
   * What is looked for.
   *
   * @param kind of entry in the store
   * @param digest of the entry
   * @param tag of the run that holds it, whose value is the digest
   * @param artifact folder of that run
   * @param experiments names of those that may have it, the likeliest first
   * @param reuse where it may be looked for
   */
  record Wanted(
      Kind kind,
      String digest,
      String tag,
      String artifact,
      List<String> experiments,
      Reuse reuse) {
    Wanted {
      experiments = List.copyOf(experiments);
    }
  }

  /** Its folder in the store; empty too when the server does not tell: then it is made anew. */
  Optional<Path> find(Wanted wanted) throws IOException {
    try {
      return fetch(wanted);
    } catch (TrackingException e) {
      note("not looked for among earlier runs", e);
      return Optional.empty();
    }
  }

  /**
   * Its folder in the store; waits for a server that is away, since nothing else has it.
   *
   * @throws dev.graft.trainer.stop.StoppedException when the stage is to leave before that
   */
  Optional<Path> await(Wanted wanted) throws IOException {
    for (boolean told = false; ; told = true) {
      try {
        return fetch(wanted);
      } catch (TrackingException e) {
        if (e.reason() != Reason.Unavailable) {
          throw e;
        }
        if (!told) {
          note("waiting for the server", e);
        }
        context.stop().pause(BETWEEN_QUESTIONS);
      }
    }
  }

  /**
   * The run that has its files, so that they need not be stored again; empty when there is none,
   * when nothing of other runs is to be used, and when the server does not tell.
   */
  Optional<TrackedRun> holder(Wanted wanted) {
    try {
      return wanted.reuse() == Reuse.StoreOnly ? Optional.empty() : search(wanted);
    } catch (TrackingException e) {
      return Optional.empty();
    }
  }

  private void note(String consequence, TrackingException e) {
    context.events().emit(new TrainerEvent.Note("%s: %s".formatted(consequence, e.getMessage())));
  }

  private Optional<Path> fetch(Wanted wanted) throws IOException {
    Optional<Path> stored = context.store().find(wanted.kind(), wanted.digest());
    if (stored.isPresent() || wanted.reuse() == Reuse.StoreOnly) {
      return stored;
    }
    Optional<TrackedRun> run = search(wanted);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        context
            .store()
            .obtain(
                wanted.kind(),
                wanted.digest(),
                folder ->
                    context.tracking().artifacts().download(run.get(), wanted.artifact(), folder)));
  }

  /** The newest finished run that has the files, of the likeliest experiment. */
  private Optional<TrackedRun> search(Wanted wanted) {
    return wanted.experiments().stream()
        .flatMap(name -> context.tracking().findExperiment(name).stream())
        .flatMap(id -> context.tracking().findFinished(id, wanted.tag(), wanted.digest()).stream())
        .filter(run -> !context.tracking().artifacts().list(run, wanted.artifact()).isEmpty())
        .findFirst();
  }
}
