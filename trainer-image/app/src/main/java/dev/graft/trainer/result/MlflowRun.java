package dev.graft.trainer.result;

import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;

/**
 * Where a stage's records are.
 *
 * @param experimentId the experiment
 * @param runId the run
 * @param url the run's page
 */
public record MlflowRun(String experimentId, String runId, String url) {
  /** A run of a server. */
  public static MlflowRun of(TrackingServer server, TrackedRun run) {
    return new MlflowRun(run.experimentId(), run.runId(), server.page(run).toString());
  }
}
