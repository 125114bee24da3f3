package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plan.Plan;
import dev.graft.plan.TrainerDevice;
import dev.graft.simulator.client.Simulator;
import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.film.Filmmaker;
import dev.graft.trainer.job.JobRecorder;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Reuse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

/**
 * What tests of whole stages share: a small policy, a simulator of a point in the plane, and a real
 * MLflow.
 */
@ExtendWith(MlflowServer.Extension.class)
abstract class StageScenario {
  private static final byte[] GIF = "GIF89a".getBytes(StandardCharsets.US_ASCII);
  static final RetryPolicy QUICK =
      new RetryPolicy(2, Duration.ofMillis(10), Duration.ofMillis(10), Duration.ofSeconds(30));

  static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  Duration patience = PATIENCE;
  FakeSimulator simulator = FakeSimulator.reliable();
  final List<TrainerEvent> events = new ArrayList<>();
  final Map<String, List<Integer>> filmed = new HashMap<>();
  TrackingServer tracking;
  MlflowClient oracle;
  Plan plan;
  RunKey key;

  @BeforeEach
  void connect(MlflowServer mlflow, TestInfo test) {
    tracking = new TrackingServer(mlflow.uri(), QUICK);
    oracle = new MlflowClient(mlflow.uri().toString());
    plan = Plans.tiny(test.getTestMethod().orElseThrow().getName());
    key = JobRecorder.key(plan.job(), 1, plan.specDigest());
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    oracle.close();
  }

  Trainer.End run(String name, Stage stage) throws IOException {
    return Trainer.run(context(name, stage, Optional.of(this::film), new StopSignal()), stage);
  }

  TrainerContext context(String name, Stage stage, Optional<Filmmaker> filmmaker, StopSignal stop) {
    Path state = folder.resolve(name).resolve(stage instanceof Stage.Backbone ? "backbone" : "run");
    Simulator shared = simulator;
    return new TrainerContext(
        plan,
        stage instanceof Stage.Run run
            ? state.resolveSibling("run" + (run.index() == 0 ? "" : "-" + run.index()))
            : state,
        new ContentStore(folder.resolve(name).resolve("store")),
        name.equals("b") ? Reuse.StoreAndTracking : Reuse.StoreOnly,
        Path.of("target/djl").toAbsolutePath(),
        TrainerDevice.CPU,
        () -> shared,
        tracking,
        new RunKey(key.value() + (name.equals("a") ? "" : "-" + name)),
        "graft-trainer test",
        events::add,
        filmmaker,
        patience,
        stop);
  }

  static TrainerContext listening(TrainerContext context, EventSink events) {
    return new TrainerContext(
        context.plan(),
        context.state(),
        context.store(),
        context.reuse(),
        context.engineCache(),
        context.device(),
        context.simulators(),
        context.tracking(),
        context.parent(),
        context.source(),
        events,
        context.filmmaker(),
        context.patience(),
        context.stop());
  }

  byte[] film(
      String suite, String task, dev.graft.simulator.client.Goal goal, List<float[]> actions) {
    filmed.computeIfAbsent(task, t -> new ArrayList<>()).add(actions.size());
    return GIF;
  }

  List<String> notes() {
    return events.stream()
        .filter(TrainerEvent.Note.class::isInstance)
        .map(event -> ((TrainerEvent.Note) event).message())
        .toList();
  }

  static StageResult done(Trainer.End end) {
    assertThat(end).isInstanceOf(Trainer.End.Done.class);
    return ((Trainer.End.Done) end).result();
  }

  static String runId(StageResult result) {
    return Objects.requireNonNull(result.mlflow()).runId();
  }

  /** The run of a stage's result, as the client knows it. */
  static TrackedRun tracked(StageResult result) {
    MlflowRun run = Objects.requireNonNull(result.mlflow());
    return new TrackedRun(run.experimentId(), run.runId());
  }

  static Map<String, String> tags(Service.Run run) {
    Map<String, String> tags = new HashMap<>();
    run.getData().getTagsList().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }

  static double metric(Service.Run run, String key) {
    return run.getData().getMetricsList().stream()
        .filter(metric -> metric.getKey().equals(key))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  List<String> artifacts(String runId) throws IOException {
    return new ObjectMapper()
        .readTree(oracle.sendGet("artifacts/list?run_id=" + runId))
        .path("files")
        .findValuesAsText("path");
  }
}
