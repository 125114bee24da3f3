package dev.graft.trainer.result;

/**
 * Where a stage's records are.
 *
 * @param experimentId the experiment
 * @param runId the run
 * @param url the run's page
 */
public record MlflowRun(String experimentId, String runId, String url) {}
