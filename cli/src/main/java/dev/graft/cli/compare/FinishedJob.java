package dev.graft.cli.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.job.JobFiles;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job that succeeded on this machine.
 *
 * @param name as the person gave it
 * @param runs its results, sorted by task and seed
 */
record FinishedJob(String name, List<AdapterRunResult> runs) {
  FinishedJob {
    runs =
        runs.stream()
            .sorted(
                Comparator.comparing(AdapterRunResult::task).thenComparing(AdapterRunResult::seed))
            .toList();
  }

  /**
   * Finds a job's attempt that succeeded last.
   *
   * @param name {@code JOB}, or {@code JOB/ATTEMPT} for a certain attempt
   * @throws CommandFailure when there is none; names those there are
   */
  static FinishedJob find(Installation installation, String name) throws IOException {
    int slash = name.indexOf('/');
    Path job = installation.jobs().resolve(slash < 0 ? name : name.substring(0, slash));
    List<Path> attempts =
        finished(job).stream()
            .filter(
                attempt ->
                    slash < 0 || attempt.getFileName().toString().equals(name.substring(slash + 1)))
            .toList();
    if (attempts.isEmpty()) {
      throw CommandFailure.usage(
          "no finished job '%s' in %s; there are: %s"
              .formatted(name, installation.jobs(), String.join(", ", names(installation))));
    }
    return new FinishedJob(name, results(attempts.getLast()));
  }

  private static List<String> names(Installation installation) throws IOException {
    List<String> names = new ArrayList<>();
    for (Path job : folders(installation.jobs())) {
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
      if (phase(attempt).equals("Succeeded")) {
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
          ? new ObjectMapper().readTree(file.toFile()).path("status")
          : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<AdapterRunResult> results(Path attempt) throws IOException {
    List<AdapterRunResult> results = new ArrayList<>();
    JsonNode runs = status(attempt).path("runs");
    for (JsonNode run : runs) {
      String stage = run.path("task").asText() + "-seed-" + run.path("seed").asLong();
      Path file = new JobFiles(attempt).state(stage).resolve(StageResult.FILE);
      results.add(JsonFile.read(file, AdapterRunResult.class));
    }
    return results;
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
