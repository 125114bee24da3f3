package dev.graft.trainer.stage;

import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
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

/** Runs a stage once: its result is kept, its checkpoints are removed, its run is ended. */
public final class Stages {
  private static final Logger log = LoggerFactory.getLogger(Stages.class);
  private static final String CHECKPOINTS = "checkpoints";

  private Stages() {}

  /**
   * The result of a stage, which is run unless its result is there.
   *
   * @throws IOException when a file cannot be written or read
   * @throws StoppedException when the stage was asked to leave
   */
  public static StageResult run(TrainerContext context, Stage stage) throws IOException {
    Optional<StageResult> earlier = find(context, stage);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Files.createDirectories(context.state());
    StageRun run = StageRun.open(context, stage);
    boolean ended = false;
    try {
      StageResult result = run(context, stage, run);
      write(context.state().resolve(StageResult.FILE), result);
      ended = true;
      delete(context.state().resolve(CHECKPOINTS));
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

  private static StageResult run(TrainerContext context, Stage stage, StageRun run)
      throws IOException {
    return switch (stage) {
      case Stage.Backbone backbone -> new BackboneStageRunner(context, run).run();
      case Stage.Run adapter ->
          new AdapterRunRunner(context, adapter.of(context.plan()), run).run();
    };
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

  private static void write(Path file, StageResult result) throws IOException {
    switch (result) {
      case BackboneResult backbone -> JsonFile.write(file, backbone);
      case AdapterRunResult adapter -> JsonFile.write(file, adapter);
    }
  }

  private static void endAsFailed(StageRun run) {
    try {
      run.end(RunStatus.Failed);
    } catch (IOException | TrackingException e) {
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
