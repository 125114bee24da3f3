package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.record.Spool;
import dev.graft.trainer.record.Standing;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
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
    delete(context.state().resolve(CHECKPOINTS));
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
      write(context, result);
      delete(context.state().resolve(CHECKPOINTS));
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
        endAsFailed(run);
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
    Standing standing = run.deliver();
    StageResult known = result;
    Optional<MlflowRun> mlflow = run.mlflow();
    if (mlflow.isPresent() && !mlflow.get().equals(result.mlflow())) {
      known = result.at(mlflow.get());
      write(context, known);
    }
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

  /** Whether an earlier process left records in a stage's state folder. */
  public static boolean hasRecords(Path state) throws IOException {
    return Spool.exists(state.resolve(StageRun.RECORDS));
  }

  /** The result of an earlier process, if it is whole and this very stage's. */
  private static Optional<StageResult> find(TrainerContext context, Stage stage)
      throws IOException {
    Path file = context.state().resolve(StageResult.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      StageResult result =
          switch (stage) {
            case Stage.Backbone backbone -> JsonFile.read(file, BackboneResult.class);
            case Stage.Run run -> JsonFile.read(file, AdapterRunResult.class);
          };
      return Optional.of(result).filter(r -> r.digest().equals(stage.digest(context.plan())));
    } catch (MalformedFileException e) {
      log.warn("{}: the stage is run again", e.getMessage());
      return Optional.empty();
    }
  }

  private static void write(TrainerContext context, StageResult result) throws IOException {
    Path file = context.state().resolve(StageResult.FILE);
    switch (result) {
      case BackboneResult backbone -> JsonFile.write(file, backbone);
      case AdapterRunResult adapter -> JsonFile.write(file, adapter);
    }
  }

  private static void endAsFailed(StageRun run) {
    try {
      run.end(RunStatus.Failed);
      run.deliver();
    } catch (IOException e) {
      log.warn("the run stays unfinished: {}", e.getMessage());
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
