package dev.graft.trainer.stage;

import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.record.Standing;
import dev.graft.trainer.result.ResultFile;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.stop.StoppedException;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a stage once: its result is kept, its checkpoints are removed, its run is ended.
 *
 * <pre>
 * lock -> (result there?) -> run, or go on -> result.json -> checkpoints removed -> records delivered
 * </pre>
 *
 * <p>The process may be killed between any two of these: the next one goes on from there.
 */
public final class Stages {
  private static final Logger log = LoggerFactory.getLogger(Stages.class);

  /** Folder of the checkpoints in the state folder. */
  static final String CHECKPOINTS = "checkpoints";

  /** Whoever started the stage should hear of its failure soon, also without the records. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

  private Stages() {}

  /**
   * The result of a stage, which is run unless its result is there. Then what is left to be
   * recorded is delivered, as long as the context's patience lasts.
   *
   * @throws IOException when a file cannot be written or read
   * @throws StoppedException when the stage was asked to leave
   */
  public static StageResult run(TrainerContext context, Stage stage) throws IOException {
    Files.createDirectories(context.state());
    try (StateLock lock = StateLock.take(context.state(), context.stop())) {
      log.debug("holding {}", lock);
      Optional<StageResult> earlier = find(context, stage);
      return earlier.isPresent() ? leftover(context, earlier.get()) : execute(context, stage);
    }
  }

  /** What an earlier process, which had the result, left to do. */
  private static StageResult leftover(TrainerContext context, StageResult result)
      throws IOException {
    Folders.delete(context.state().resolve(CHECKPOINTS));
    Optional<StageRun> run = StageRun.find(context);
    if (run.isEmpty()) {
      return result;
    }
    try (StageRun records = run.get()) {
      return delivered(context, records, result);
    }
  }

  private static StageResult execute(TrainerContext context, Stage stage) throws IOException {
    try (StageRun run = StageRun.open(context, stage)) {
      StageResult result = execute(context, stage, run);
      ResultFile.write(context.state(), result);
      Folders.delete(context.state().resolve(CHECKPOINTS));
      return delivered(context, run, result);
    }
  }

  private static StageResult execute(TrainerContext context, Stage stage, StageRun run)
      throws IOException {
    boolean ended = false;
    try {
      StageResult result = result(context, stage, run);
      ended = true;
      return result;
    } catch (StoppedException e) {
      ended = true; // the run goes on when the stage does
      throw e;
    } finally {
      if (!ended) {
        endAsFailed(context, run);
      }
    }
  }

  private static StageResult result(TrainerContext context, Stage stage, StageRun run)
      throws IOException {
    return switch (stage) {
      case Stage.Backbone backbone -> new BackboneStageRunner(context, run).run();
      case Stage.Run adapter ->
          new AdapterRunRunner(context, adapter.of(context.plan()), run).run();
    };
  }

  private static StageResult delivered(TrainerContext context, StageRun run, StageResult result)
      throws IOException {
    Standing standing = run.deliver(context.patience());
    StageResult known = ResultFile.locate(context.state(), result, run.mlflow());
    standing.setAside().forEach(why -> note(context, "not recorded: " + why));
    if (standing.waiting() == 0) {
      run.discard();
    } else {
      context.stop().check();
      note(
          context,
          "%d records wait for MLflow at %s; a rerun delivers them"
              .formatted(standing.waiting(), context.tracking().uri()));
    }
    return known;
  }

  private static void note(TrainerContext context, String message) {
    context.events().emit(new TrainerEvent.Note(message));
  }

  /** The result of an earlier process, if it is whole and this very stage's. */
  private static Optional<StageResult> find(TrainerContext context, Stage stage)
      throws IOException {
    try {
      return ResultFile.read(context.state())
          .filter(result -> result.digest().equals(stage.digest(context.plan())));
    } catch (MalformedFileException e) {
      log.warn("{}: the stage is run again", e.getMessage());
      return Optional.empty();
    }
  }

  private static void endAsFailed(TrainerContext context, StageRun run) {
    try {
      run.end(RunStatus.Failed);
      boolean patient = context.patience().compareTo(AFTER_FAILURE) > 0;
      run.deliver(patient ? AFTER_FAILURE : context.patience());
    } catch (IOException e) {
      log.warn("the run stays unfinished: {}", e.getMessage());
    }
  }
}
