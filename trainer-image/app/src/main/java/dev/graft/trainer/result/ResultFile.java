package dev.graft.trainer.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The result of a stage in its state folder. */
public final class ResultFile {
  private ResultFile() {}

  /**
   * The result, if there is one.
   *
   * @throws MalformedFileException when the file is no result
   */
  public static Optional<StageResult> read(Path state) throws IOException {
    Path file = state.resolve(StageResult.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(
        isBackbones(file)
            ? JsonFile.read(file, BackboneResult.class)
            : JsonFile.read(file, AdapterRunResult.class));
  }

  private static boolean isBackbones(Path file) throws IOException {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file)).has("origin");
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(file, "cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /** Writes it, whole or not at all. */
  public static void write(Path state, StageResult result) throws IOException {
    Path file = state.resolve(StageResult.FILE);
    switch (result) {
      case BackboneResult backbone -> JsonFile.write(file, backbone);
      case AdapterRunResult adapter -> JsonFile.write(file, adapter);
    }
  }

  /** Adds where the records are, when that has become known; returns the result as it then is. */
  public static StageResult locate(Path state, StageResult result, Optional<MlflowRun> mlflow)
      throws IOException {
    if (mlflow.isEmpty() || mlflow.get().equals(result.mlflow())) {
      return result;
    }
    StageResult located = result.at(mlflow.get());
    write(state, located);
    return located;
  }
}
