package dev.graft.trainer.mlflow;

/**
 * A run on a tracking server.
 *
 * @param experimentId its experiment
 * @param runId its identifier
 */
public record TrackedRun(String experimentId, String runId) {}
