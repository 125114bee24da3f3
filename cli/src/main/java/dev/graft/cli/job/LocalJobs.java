package dev.graft.cli.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.plan.AdapterRun;
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
    if (slash < 0) {
      return latest(name);
    }
    Path attempt = jobs.resolve(name.substring(0, slash)).resolve(name.substring(slash + 1));
    return finished(name.substring(0, slash)).stream()
        .filter(attempt::equals)
        .map(JobFiles::new)
        .findFirst();
  }

  /** The files of the attempt that succeeded last, of a job of that name. */
  Optional<JobFiles> latest(String job) throws IOException {
    List<Path> attempts = finished(job);
    return attempts.isEmpty() ? Optional.empty() : Optional.of(new JobFiles(attempts.getLast()));
  }

  /** The folders of all attempts at all jobs, sorted. */
  public List<Path> attempts() throws IOException {
    List<Path> attempts = new ArrayList<>();
    for (Path job : folders(jobs)) {
      attempts.addAll(folders(job));
    }
    return attempts;
  }

  /** The folders of the attempts at a job, sorted. */
  public List<Path> attempts(String job) throws IOException {
    return folders(jobs.resolve(job));
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
      for (Path attempt : finished(job.getFileName().toString())) {
        names.add(jobs.relativize(attempt).toString());
      }
    }
    return names.isEmpty() ? List.of("none") : names;
  }

  /** The attempts of a job that succeeded, the latest last. */
  private List<Path> finished(String job) throws IOException {
    List<Path> finished = new ArrayList<>();
    for (Path attempt : attempts(job)) {
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
      String stage = AdapterRun.name(run.path("task").asText(), run.path("seed").asLong());
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
