package dev.graft.trainer.mlflow;

import java.time.Instant;

/**
 * One value of a metric.
 *
 * @param key the metric's name
 * @param value finite
 * @param step the optimizer step or epoch it belongs to
 * @param time when it was measured
 */
public record MetricPoint(String key, double value, long step, Instant time) {
  /** Refuses what MLflow's plots cannot show. */
  public MetricPoint {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "metric %s at step %d is %s: must be a finite number".formatted(key, step, value));
    }
  }
}
