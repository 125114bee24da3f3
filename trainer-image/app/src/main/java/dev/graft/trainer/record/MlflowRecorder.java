package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Delivers records to MLflow as they come, metrics together every few seconds.
 *
 * <p>A run that is continued after its process had ended sends some points again, those after its
 * checkpoint; they are equal to the first ones, and left out here.
 */
public final class MlflowRecorder implements Recorder {
  private static final Duration METRICS_EVERY = Duration.ofSeconds(2);

  private final TrackingServer server;
  private final TrackedRun run;
  private final Map<String, Long> alreadyThere;
  private final List<MetricPoint> waiting = new ArrayList<>();
  private long lastSent = System.nanoTime();

  /** A recorder of a run, which may have records of an earlier process. */
  public MlflowRecorder(TrackingServer server, TrackedRun run) {
    this.server = server;
    this.run = run;
    this.alreadyThere = server.lastSteps(run);
  }

  @Override
  public void record(RunRecord record) throws IOException {
    if (record instanceof RunRecord.Metrics metrics) {
      add(metrics);
      return;
    }
    flush();
    switch (record) {
      case RunRecord.Params params -> server.logParams(run, params.values());
      case RunRecord.Tags tags -> server.setTags(run, tags.values());
      case RunRecord.Metrics metrics -> add(metrics);
      case RunRecord.Input input -> server.logInput(run, input.dataset());
      case RunRecord.Artifact artifact ->
          server.artifacts().put(run, artifact.path(), artifact.source());
      case RunRecord.End end -> server.finish(run, end.status(), end.time());
    }
  }

  private void add(RunRecord.Metrics metrics) {
    metrics.points().stream()
        .filter(point -> point.step() > alreadyThere.getOrDefault(point.key(), -1L))
        .forEach(waiting::add);
    if (System.nanoTime() - lastSent > METRICS_EVERY.toNanos()) {
      flush();
    }
  }

  private void flush() {
    if (!waiting.isEmpty()) {
      server.logMetrics(run, waiting);
      waiting.clear();
    }
    lastSent = System.nanoTime();
  }
}
