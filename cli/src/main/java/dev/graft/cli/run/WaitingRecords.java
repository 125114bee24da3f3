package dev.graft.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.job.JobFiles;
import dev.graft.learning.tensor.AtomicFile;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.stage.Leftovers;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an attempt has to tell the MLflow server and could not, because it was away.
 *
 * @param files of the attempt, which the caller holds
 * @param tracking the server
 */
record WaitingRecords(JobFiles files, TrackingServer tracking) {
  /** As long as a local server may take to be started again on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether there is any. */
  static boolean in(JobFiles files) throws IOException {
    for (Path stage : stages(files)) {
      if (Leftovers.in(stage)) {
        return true;
      }
    }
    return Leftovers.in(files.folder());
  }

  /** The server that the attempt was recorded in, as its stages were told. */
  static Optional<URI> recordedIn(JobFiles files) throws IOException {
    for (Path stage : stages(files)) {
      Path assignment = stage.resolve(Assignment.FILE);
      if (Files.exists(assignment)) {
        return Optional.of(URI.create(Assignment.read(assignment).trackingUri()));
      }
    }
    return Optional.empty();
  }

  /** The server's address. */
  URI server() {
    return tracking.uri();
  }

  /**
   * Delivers what the stages and the job left, of a job that has ended.
   *
   * @return how many records wait still
   */
  int deliverAll() throws IOException {
    int waiting = deliverStages();
    Leftovers.Rest rest = waiting == 0 ? Leftovers.Rest.Done : Leftovers.Rest.GoesOn;
    Leftovers.Ended job = leftovers(patience(waiting)).ofJob(files.folder(), rest);
    if (job.run().isPresent()) {
      locate(job.run().get());
    }
    return waiting + job.standing().waiting();
  }

  /** The same for the stages alone. */
  int deliverStages() throws IOException {
    int waiting = 0;
    for (Path stage : stages(files)) {
      waiting += leftovers(patience(waiting)).ofStage(stage).standing().waiting();
    }
    return waiting;
  }

  /** For a server that has been waited for in vain, none is left. */
  static Duration patience(int waiting) {
    return waiting == 0 ? PATIENCE : Duration.ZERO;
  }

  private Leftovers leftovers(Duration patience) {
    return new Leftovers(tracking, patience, new StopSignal());
  }

  /** The job's file names the run, now that it is known. */
  private void locate(MlflowRun run) throws IOException {
    JsonNode job =
        Files.exists(files.job()) ? JSON.readTree(Files.readAllBytes(files.job())) : null;
    if (job instanceof ObjectNode && job.path("status") instanceof ObjectNode status) {
      status.set("mlflow", JSON.valueToTree(run));
      AtomicFile.write(files.job(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(job));
    }
  }

  private static List<Path> stages(JobFiles files) throws IOException {
    Path folder = files.state("stage").resolveSibling("");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> stages = Files.list(folder)) {
      return stages.filter(Files::isDirectory).sorted().toList();
    }
  }
}
