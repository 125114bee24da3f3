package dev.graft.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The jobs that were executed on this machine. */
public final class LocalJobs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUCCEEDED = "Succeeded";

  private final Path jobs;

  /** Those of an installation. */
  public LocalJobs(Installation installation) {
    this.jobs = installation.jobs();
  }

  /**
   * The files of a job's attempt that succeeded last.
   *
   * @param name {@code JOB}, {@code JOB/ATTEMPT}, or the path of a folder that {@code graft run}
   *     left or copied with {@code --output}
   * @throws IOException when a file cannot be read
   */
  public Optional<JobFiles> find(String name) throws IOException {
    Path folder = Path.of(name);
    if (Files.exists(new JobFiles(folder).job())) {
      return Optional.of(new JobFiles(folder)).filter(files -> phase(folder).equals(SUCCEEDED));
    }
    int slash = name.indexOf('/');
    Path job = jobs.resolve(slash < 0 ? name : name.substring(0, slash));
    List<Path> attempts =
        finished(job).stream()
            .filter(
                attempt ->
                    slash < 0 || attempt.getFileName().toString().equals(name.substring(slash + 1)))
            .toList();
    return attempts.isEmpty() ? Optional.empty() : Optional.of(new JobFiles(attempts.getLast()));
  }

  /** What to say where {@link #find} found none. */
  public CommandFailure unknown(String name) throws IOException {
    return CommandFailure.usage(
        "no finished job '%s' in %s; there are: %s"
            .formatted(name, jobs, String.join(", ", names())));
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path job : folders(jobs)) {
      for (Path attempt : finished(job)) {
        names.add(job.getFileName() + "/" + attempt.getFileName());
      }
    }
    return names.isEmpty() ? List.of("none") : names;
  }

  /** The attempts of a job that succeeded, the latest last. */
  private static List<Path> finished(Path job) throws IOException {
    List<Path> finished = new ArrayList<>();
    for (Path attempt : folders(job)) {
      if (phase(attempt).equals(SUCCEEDED)) {
        finished.add(attempt);
      }
    }
    finished.sort(Comparator.comparing(attempt -> status(attempt).path("completionTime").asText()));
    return finished;
  }

  private static String phase(Path attempt) {
    return status(attempt).path("phase").asText();
  }

  private static JsonNode status(Path attempt) {
    Path file = new JobFiles(attempt).job();
    try {
      return Files.exists(file)
          ? JSON.readTree(file.toFile()).path("status")
          : MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The results of an attempt.
   *
   * @param name as the person gave it
   * @throws CommandFailure when another version of Graft wrote them
   * @throws IOException when a file cannot be read
   */
  public static FinishedJob read(String name, JobFiles files) throws IOException {
    List<AdapterRunResult> results = new ArrayList<>();
    for (JsonNode run : status(files.folder()).path("runs")) {
      String stage = run.path("task").asText() + "-seed-" + run.path("seed").asLong();
      results.add(result(name, files.results(stage).resolve(StageResult.FILE)));
    }
    return new FinishedJob(name, results);
  }

  private static AdapterRunResult result(String name, Path file) throws IOException {
    try {
      return JsonFile.read(file, AdapterRunResult.class);
    } catch (MalformedFileException e) {
      throw CommandFailure.usage(
          "%s was run by another version of Graft (%s): run it again with graft run --fresh"
              .formatted(name, e.getMessage()));
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }
}
