package dev.graft.operator.tracking;

import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.plan.ResolvedModel;
import dev.graft.trainer.mlflow.MetricNames;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.ModelLookup;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RecordedRuns.Recorded;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of one tracking server; each method throws what its requests do. */
final class TrackingLink implements AutoCloseable {
  /** The next round asks again. */
  private static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(10));

  private static final Logger log = LoggerFactory.getLogger(TrackingLink.class);

  private final TrackingServer server;
  private final RecordedRuns recorded;

  TrackingLink(URI uri, TrackingAccess access) {
    this.server = new TrackingServer(uri, access, ONCE);
    this.recorded = new RecordedRuns(uri, access, ONCE);
  }

  /** The parent run, made when there is none, with its parameters and documents. */
  TrackedRun begin(FollowedAttempt attempt) {
    TrackedRun parent = server.ensureRun(attempt.parentRun());
    AttemptRecord record = attempt.record();
    offer("parameters", () -> server.logParams(parent, record.parameters()));
    record
        .documents()
        .forEach((name, text) -> offer(name, () -> server.artifacts().put(parent, name, text)));
    return parent;
  }

  /** A server that keeps no files for others, or no texts so long, has the rest all the same. */
  private static void offer(String name, Runnable request) {
    try {
      request.run();
    } catch (TrackingException e) {
      if (e.reason() == TrackingException.Reason.Unavailable) {
        throw e;
      }
      log.warn("{} is not recorded: {}", name, e.getMessage());
    }
  }

  /** What the address of a model's version stands for. */
  ResolvedModel lookUp(String uri) {
    return switch (server.models().lookUp(uri)) {
      case ModelLookup.Found(var version) ->
          new ResolvedModel.Version(
              uri, version.number(), version.tags().get(ResolvedModel.STAGE_TAG));
      case ModelLookup.Missing(var there) -> new ResolvedModel.Missing(uri, there);
    };
  }

  /** How far the stages have come. */
  TrackingView look(TrackedRun parent, Instant now) {
    Map<String, TrackingView.StagePoint> stages = new HashMap<>();
    for (Recorded stage : recorded.nestedIn(parent)) {
      point(stage.metrics()).ifPresent(point -> stages.put(stage.name(), point));
    }
    return new TrackingView.Answers(mlflow(parent), stages, now);
  }

  private static Optional<TrackingView.StagePoint> point(Map<String, MetricPoint> metrics) {
    MetricPoint epoch = metrics.get(MetricNames.EPOCH);
    MetricPoint loss = metrics.get(MetricNames.LOSS);
    return epoch == null
        ? Optional.empty()
        : Optional.of(
            new TrackingView.StagePoint(
                epoch.value(), epoch.step(), loss == null ? null : loss.value()));
  }

  /** Puts the attempt's runs in order and ends its parent run; a killed one's others, too. */
  TrackingView end(FollowedAttempt attempt, TrackedRun parent, RunStatus status, Instant now) {
    server.settle(attempt.parentRun(), parent);
    summarise(attempt.record(), parent, now);
    if (status == RunStatus.Killed) {
      List<Recorded> nested = recorded.nestedIn(parent);
      nested.stream()
          .filter(Recorded::goesOn)
          .forEach(run -> server.finish(run.run(), RunStatus.Killed, now));
    }
    server.finish(parent, status, now);
    return new TrackingView.Recorded(mlflow(parent));
  }

  /** Told another time, after a failure between the two, it adds nothing. */
  private void summarise(AttemptRecord attempt, TrackedRun parent, Instant now) {
    Map<String, Double> results = attempt.results();
    Set<String> there = results.isEmpty() ? Set.of() : server.lastSteps(parent).keySet();
    server.logMetrics(
        parent,
        results.entrySet().stream()
            .filter(result -> !there.contains(result.getKey()))
            .map(result -> new MetricPoint(result.getKey(), result.getValue(), 0, now))
            .toList());
    if (!attempt.summary().isEmpty()) {
      server.setTags(parent, Map.of("mlflow.note.content", attempt.summary()));
    }
  }

  private MlflowStatus mlflow(TrackedRun run) {
    return new MlflowStatus(run.experimentId(), run.runId(), server.page(run).toString());
  }

  @Override
  public void close() {
    recorded.close();
    server.close();
  }
}
