package dev.graft.cli.run;

import dev.graft.cli.VersionCommand;
import dev.graft.plan.Plan;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.MlflowRun;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The job's own run in MLflow, in which those of its stages are nested. */
final class ParentRun implements AutoCloseable {
  private final TrackingServer server;
  private final TrackedRun run;

  private ParentRun(TrackingServer server, TrackedRun run) {
    this.server = server;
    this.run = run;
  }

  /** The key of an attempt's run. */
  static RunKey key(Plan plan, String attempt) {
    return new RunKey(plan.job() + "/" + attempt);
  }

  /** Finds or makes the run of an attempt. */
  static ParentRun open(URI tracking, Plan plan, RunKey key) {
    TrackingServer server = new TrackingServer(tracking, RetryPolicy.PATIENT);
    TrackedRun run =
        server.ensureRun(
            new RunSpec(
                server.ensureExperiment(plan.experiment()),
                key,
                plan.job(),
                Optional.empty(),
                VersionCommand.graft(),
                "AdapterJob `%s`: a backbone and %d adapter runs."
                    .formatted(plan.job(), plan.runs().size()),
                Map.of("graft.job", plan.job(), "graft.specDigest", plan.specDigest())));
    return new ParentRun(server, run);
  }

  /** Where it is. */
  MlflowRun place() {
    return new MlflowRun(run.experimentId(), run.runId(), server.page(run).toString());
  }

  /** Ends it; a rerun of the job opens it again. */
  void finish(RunStatus status) {
    server.finish(run, status, Instant.now());
  }

  @Override
  public void close() {
    server.close();
  }
}
