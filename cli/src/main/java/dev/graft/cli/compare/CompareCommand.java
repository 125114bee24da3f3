package dev.graft.cli.compare;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.job.TrackedJobs;
import dev.graft.cli.mlflow.ServerAnswer;
import dev.graft.cli.mlflow.ServerOption;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares finished jobs on the goals they share. */
@Command(
    name = "compare",
    description = {
      "Compares finished jobs on the goals they share: success with 95 %% intervals on each task and"
          + " on all, beside a random policy, both zero-shots and the scripted expert, and tests"
          + " of each job against the first.",
      "Jobs that differ in suite, simulator, demonstrations or goals are refused unless"
          + " --allow-different names what may differ."
    })
public final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "JOB|RUN",
      description =
          "A job's name, JOB/ATTEMPT (default: its latest finished attempt), a folder that graft run"
              + " left, or the id of an MLflow run.")
  private List<String> jobs;

  @Option(
      names = "--baseline",
      paramLabel = "NAME",
      description = "The job that the others are tested against (default: the first).")
  private @Nullable String baseline;

  @Option(
      names = "--allow-different",
      split = ",",
      paramLabel = "WHAT",
      description = "What may differ all the same: ${COMPLETION-CANDIDATES}.")
  private Set<Difference> allowed = Set.of();

  @Mixin private ServerOption server;
  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    if (jobs.stream().distinct().count() < jobs.size()) {
      throw CommandFailure.usage("a job is given twice among " + jobs + ": give each once");
    }
    int chosen = baseline == null ? 0 : jobs.indexOf(baseline);
    if (chosen < 0) {
      throw CommandFailure.usage(
          "--baseline %s is not one of the jobs %s: give one of them".formatted(baseline, jobs));
    }
    List<FinishedJob> found = find(Installation.of(System.getenv()));
    Comparison comparison = Comparison.of(found, found.get(chosen), allowed);
    format.print(comparison, (result, out) -> ComparisonText.lines(result).forEach(out::println));
    return ExitCode.Done.code();
  }

  private List<FinishedJob> find(Installation installation) throws IOException {
    LocalJobs local = new LocalJobs(installation);
    List<FinishedJob> found = new ArrayList<>();
    for (String name : jobs) {
      Optional<JobFiles> files = local.find(name);
      if (files.isPresent()) {
        found.add(LocalJobs.read(name, files.get()));
      } else if (TrackedJobs.isRunId(name)) {
        found.add(tracked(name, installation));
      } else {
        throw local.unknown(name);
      }
    }
    return found;
  }

  private FinishedJob tracked(String runId, Installation installation) throws IOException {
    URI uri = server.require(installation, "'%s' is no job here".formatted(runId));
    return ServerAnswer.to(access -> tracked(runId, uri, access));
  }

  private static FinishedJob tracked(String runId, URI uri, TrackingAccess access)
      throws IOException {
    try (RecordedRuns runs = new RecordedRuns(uri, access, RetryPolicy.BRIEF)) {
      return new TrackedJobs(runs).read(runId);
    } catch (TrackingException e) {
      if (e.reason() != TrackingException.Reason.Refused) {
        throw e;
      }
      throw CommandFailure.usage(
          "%s: give the id of a run of that server, or --tracking-uri of another one"
              .formatted(e.getMessage()));
    }
  }
}
