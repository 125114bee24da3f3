package dev.graft.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFormat;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.plan.BackboneStage;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the page about a finished job. */
@Command(
    name = "report",
    description = {
      "Writes one HTML page about a job that finished on this machine: what was run, results by task"
          + " and on all with intervals, reference policies, learning curves, films, times,"
          + " digests, and how to do it again. It loads nothing: mail it, or open it offline.",
      "graft run writes the same page beside the job's files and records it in MLflow."
    })
public final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "JOB",
      description = "A job's name, JOB/ATTEMPT, or a folder that graft run left.")
  private String job;

  @Option(
      names = "--with",
      split = ",",
      paramLabel = "JOB",
      description = "Other finished jobs on the same tasks, to be compared on the page.")
  private List<String> others = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The page (default: JOB-report.html).")
  private @Nullable Path output;

  @Option(
      names = {"-o", "--output-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to say where the page is: text or json (default: text).")
  private OutputFormat format;

  @Spec private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public ReportCommand() {}

  @Override
  public Integer call() throws IOException {
    LocalJobs jobs = new LocalJobs(Installation.of(System.getenv()));
    JobFiles files = files(jobs, job);
    FinishedJob finished = read(job, files);
    List<FinishedJob> compared = new ArrayList<>();
    for (String other : others) {
      compared.add(read(other, files(jobs, other)));
    }
    String page = JobReport.html(finished, files, backbone(files), manifest(files), compared);
    Path file = output == null ? Path.of(fileName(job)) : output;
    write(file, page);
    spec.commandLine()
        .getOut()
        .println(
            switch (format) {
              case text -> file;
              case json -> new ObjectMapper().writeValueAsString(Map.of("page", file.toString()));
            });
    spec.commandLine().getOut().flush();
    return ExitCode.Done.code();
  }

  private static JobFiles files(LocalJobs jobs, String name) throws IOException {
    Optional<JobFiles> files = jobs.find(name);
    if (files.isEmpty()) {
      throw jobs.unknown(name);
    }
    return files.get();
  }

  private static FinishedJob read(String name, JobFiles files) throws IOException {
    FinishedJob finished = LocalJobs.read(name, files);
    if (finished.runs().isEmpty()) {
      throw CommandFailure.usage(
          name + " has no adapter runs: there is nothing to report but its MLflow run");
    }
    return finished;
  }

  private static Optional<BackboneResult> backbone(JobFiles files) throws IOException {
    Path file = files.results(BackboneStage.NAME).resolve(StageResult.FILE);
    return Files.exists(file)
        ? Optional.of(JsonFile.read(file, BackboneResult.class))
        : Optional.empty();
  }

  /** The job as it can be applied again: without what came of it. */
  private static String manifest(JobFiles files) throws IOException {
    JsonNode found = new ObjectMapper().readTree(files.job().toFile());
    ((ObjectNode) found).remove("status");
    return new YAMLMapper().writeValueAsString(found);
  }

  /** A page beside others: neither an attempt nor a path may lead elsewhere. */
  private static String fileName(String job) {
    Path last = Path.of(job).toAbsolutePath().normalize().getFileName();
    String name = job.startsWith("/") && last != null ? last.toString() : job;
    return name.replace('/', '-') + "-report.html";
  }

  private static void write(Path file, String page) {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the report could not be written to %s (%s): give another --output".formatted(file, e));
    }
  }
}
