package dev.graft.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plan.Plan;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link LocalTrainer} is to do, as a JSON file in its state folder.
 *
 * @param plan of the job, with the threads that the stage has on this machine
 * @param stage name of the stage
 * @param stateFolder the stage's own folder
 * @param storeFolder datasets and backbones
 * @param reuse where else they are looked for
 * @param simulators {@code host:port} of each
 * @param trackingUri the MLflow server
 * @param parentKey key of the MLflow run that the stage's run is nested in
 */
record Assignment(
    Plan plan,
    String stage,
    String stateFolder,
    String storeFolder,
    Reuse reuse,
    List<String> simulators,
    String trackingUri,
    String parentKey) {
  Assignment {
    simulators = List.copyOf(simulators);
  }

  /** The file's name in the state folder. */
  static final String FILE = "assignment.json";

  // Not strict about absent fields: the manifest's records leave out what is not set.
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes it into the state folder and returns the file. */
  Path write() throws IOException {
    Path file = Path.of(stateFolder).resolve(FILE);
    Files.write(file, JSON.writeValueAsBytes(this));
    return file;
  }

  /** Reads one. */
  static Assignment read(Path file) throws IOException {
    return JSON.readValue(Files.readAllBytes(file), Assignment.class);
  }
}
