package dev.graft.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.OutputFolder;
import dev.graft.cli.OutputFormat;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobOrder;
import dev.graft.cli.mlflow.ServerAddress;
import dev.graft.cli.progress.ProgressDisplay;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.TrainerDevice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that execute AdapterJobs on this machine, and how they do it. */
public final class Execution {
  /** A stage leaves between two steps, after its checkpoint. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  @Option(
      names = "--tracking-uri",
      converter = ServerAddress.class,
      paramLabel = "URI",
      description =
          "MLflow server to record in (default: spec.tracking.uri, or a local one that is started).")
  private @Nullable URI trackingUri;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Copy plots, videos, adapters and results there.")
  private @Nullable Path output;

  @Option(names = "--fresh", description = "Start a new attempt that reuses nothing.")
  private boolean fresh;

  @Option(
      names = {"-o", "--output-format"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: the AdapterJob with its status (default: text).")
  private OutputFormat format;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public Execution() {}

  /**
   * Executes jobs and prints their results.
   *
   * @param given with their defaults
   * @return how the worst of them ended
   */
  ExitCode of(List<AdapterJob> given) throws IOException {
    requireDevice();
    List<AdapterJob> jobs = JobOrder.of(given);
    jobs.forEach(Execution::requireNotSuspended);
    if (output != null) {
      OutputFolder.make("--output", output);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    ResultPrinter results = new ResultPrinter(spec.commandLine().getOut(), format, jobs.size());
    try (ProgressDisplay display =
            ProgressDisplay.on(System.err, System.getenv(), InstantSource.system());
        Tracking tracking =
            new Tracking(
                Optional.ofNullable(trackingUri),
                Installation.of(System.getenv()),
                display::message)) {
      FinishedJobs finished = new FinishedJobs(Installation.of(System.getenv()), jobs);
      finished.requireReferences(jobs, tracking::uri);
      JobScheduler scheduler =
          new JobScheduler(
              new Cores(cores),
              GRACE,
              display,
              (job, share) ->
                  report(run(job, share, cores, finished, tracking), results, share.display()));
      return execute(jobs, scheduler, display);
    }
  }

  private ExitCode execute(List<AdapterJob> jobs, JobScheduler scheduler, ProgressDisplay display)
      throws IOException {
    try (Interruption _ = Interruption.listening(() -> stop(scheduler, display), scheduler::kill)) {
      ExitCode end = scheduler.execute(jobs);
      return end == ExitCode.Interrupted ? interrupted(display) : end;
    }
  }

  private static void requireDevice() {
    try {
      TrainerDevice.of(System.getenv());
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static void requireNotSuspended(AdapterJob job) {
    if (job.getSpec().suspend()) {
      throw CommandFailure.usage(
          "spec.suspend of '%s' is true, so nothing would be run: give --set spec.suspend=false, or remove it"
              .formatted(job.getMetadata().getName()));
    }
  }

  private LocalJob.Ended run(
      AdapterJob job, JobShare share, int cores, FinishedJobs finished, Tracking tracking)
      throws IOException {
    FinishedJobs.Resolved references = finished.resolve(job, tracking::uri);
    LocalJob.Ended ended =
        new LocalJob(job, references, cores, Installation.of(System.getenv()), share)
            .run(
                fresh ? AttemptFolder.Choice.Fresh : AttemptFolder.Choice.Latest,
                () -> tracking.uri(job));
    if (ended instanceof LocalJob.Ended.WithResult(var _, var outcome, var _, var store)
        && outcome.succeeded()) {
      finished.ended(outcome.plan(), store);
    }
    return ended;
  }

  private ExitCode report(LocalJob.Ended ended, ResultPrinter results, ProgressDisplay display)
      throws JsonProcessingException {
    return switch (ended) {
      case LocalJob.Ended.Interrupted interrupted -> ExitCode.Interrupted;
      case LocalJob.Ended.WithResult result -> report(result, results, display);
    };
  }

  private ExitCode report(
      LocalJob.Ended.WithResult result, ResultPrinter results, ProgressDisplay display)
      throws JsonProcessingException {
    if (output != null) {
      ResultCopy.to(output, result);
    }
    results.print(result, display);
    if (result.outcome().succeeded()) {
      return ExitCode.Done;
    }
    display.message(
        "graft: "
            + result.outcome().plan().job()
            + " failed: the logs are in "
            + result.files().logs());
    return ExitCode.Failed;
  }

  private static void stop(JobScheduler scheduler, ProgressDisplay display) {
    display.message(
        "stopping: the stages write their checkpoints (Ctrl-C again ends them at once)");
    scheduler.stop();
  }

  private ExitCode interrupted(ProgressDisplay display) {
    String arguments =
        spec.commandLine().getParent().getParseResult().originalArgs().stream()
            .filter(argument -> !argument.equals("--fresh"))
            .collect(Collectors.joining(" "));
    display.message("graft: stopped. To go on from here: graft " + arguments);
    return ExitCode.Interrupted;
  }
}
