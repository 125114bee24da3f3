package dev.graft.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;

@ExtendWith(MlflowServer.Extension.class)
class TrackingServerIT {
  static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(10), Duration.ofMillis(40), Duration.ofSeconds(30));

  private URI uri;
  private TrackingServer server;
  private MlflowClient oracle;
  private String name;
  private String experiment;

  @BeforeEach
  void connect(MlflowServer mlflow, TestInfo test) {
    uri = mlflow.uri();
    server = new TrackingServer(uri, QUICK);
    oracle = new MlflowClient(uri.toString());
    name = test.getDisplayName();
    experiment = server.ensureExperiment(name);
  }

  @AfterEach
  void disconnect() {
    server.close();
    oracle.close();
  }

  @Test
  void findsTheExperimentThatItMade(TestInfo test) {
    assertThat(server.ensureExperiment(test.getDisplayName())).isEqualTo(experiment);
  }

  @Test
  void saysThatAnExperimentIsAboutTraining() {
    assertThat(oracle.getExperiment(experiment).getTagsList())
        .extracting(Service.ExperimentTag::getKey, Service.ExperimentTag::getValue)
        .contains(tuple("mlflow.experimentKind", "custom_model_development"));
  }

  @Test
  void refusesADeletedExperimentWithARemedy(TestInfo test) {
    oracle.deleteExperiment(experiment);

    assertThatThrownBy(() -> server.ensureExperiment(test.getDisplayName()))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining(test.getDisplayName())
        .hasMessageContaining("restore");
  }

  @Test
  void makesOneRunForAKey() {
    TrackedRun first = server.ensureRun(spec("job/1"));
    TrackedRun second = server.ensureRun(spec("job/1"));

    assertThat(second).isEqualTo(first);
    assertThat(runs()).hasSize(1);
  }

  @Test
  void nestsAChildUnderItsParentWithNameAndNote() {
    TrackedRun parent = server.ensureRun(spec("job/1"));

    TrackedRun child =
        server.ensureRun(
            new RunSpec(
                name,
                new RunKey("job/1").child("backbone"),
                "backbone",
                Optional.of(new RunKey("job/1")),
                "graft-trainer",
                "**note**",
                Map.of("graft.job", "job"),
                Instant.now()));

    assertThat(tags(child))
        .containsEntry("mlflow.parentRunId", parent.runId())
        .containsEntry("mlflow.runName", "backbone")
        .containsEntry("mlflow.note.content", "**note**")
        .containsEntry("mlflow.source.name", "graft-trainer")
        .containsEntry("graft.job", "job")
        .containsEntry(RunKey.TAG, "job/1/backbone");
  }

  @Test
  void nestsAChildThatWasThereBeforeItsParentAndOnlyThatJobs() {
    TrackedRun child = server.ensureRun(child("job/1", "backbone"));
    TrackedRun other = server.ensureRun(child("job-1", "backbone"));
    TrackedRun parent = server.ensureRun(spec("job/1"));

    server.settle(spec("job/1"), parent);

    assertThat(tags(child)).containsEntry("mlflow.parentRunId", parent.runId());
    assertThat(tags(other)).doesNotContainKey("mlflow.parentRunId");
  }

  @Test
  void nestsAChildThatEndsAfterItsParentWasMade() {
    TrackedRun child = server.ensureRun(child("job/1", "backbone"));
    TrackedRun parent = server.ensureRun(spec("job/1"));

    server.settle(child("job/1", "backbone"), child);

    assertThat(tags(child)).containsEntry("mlflow.parentRunId", parent.runId());
  }

  @Test
  void deletesARunWhoseCreationTookEffectAfterAnotherWasMade() {
    TrackedRun kept = server.ensureRun(spec("job/1"));
    oracle.createRun(
        Service.CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setStartTime(Instant.now().minusSeconds(60).toEpochMilli())
            .addTags(Service.RunTag.newBuilder().setKey(RunKey.TAG).setValue("job/1"))
            .build());

    server.settle(spec("job/1"), kept);

    assertThat(runs())
        .singleElement()
        .extracting(Service.RunInfo::getRunId)
        .isEqualTo(kept.runId());
  }

  @Test
  void opensAnEndedRunAgain() {
    TrackedRun run = server.ensureRun(spec("job/1"));
    server.finish(run, RunStatus.Killed, Instant.now());

    server.ensureRun(spec("job/1"));

    assertThat(oracle.getRun(run.runId()).getInfo().getStatus())
        .isEqualTo(Service.RunStatus.RUNNING);
  }

  @Test
  void keepsTheOldestOfTwoRunsWithOneKeyAndDeletesTheOther() {
    TrackedRun first = server.ensureRun(spec("job/1"));
    oracle.createRun(
        Service.CreateRun.newBuilder()
            .setExperimentId(experiment)
            .setStartTime(Instant.now().plusSeconds(5).toEpochMilli())
            .addTags(Service.RunTag.newBuilder().setKey(RunKey.TAG).setValue("job/1"))
            .build());
    assertThat(runs()).hasSize(2);

    assertThat(server.ensureRun(spec("job/1"))).isEqualTo(first);
    assertThat(runs()).hasSize(1);
  }

  @Test
  void adoptsTheRunWhoseCreationWasNotAnswered() throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(uri);
        TrackingServer lossy = new TrackingServer(proxy.uri(), QUICK)) {
      AtomicInteger creations = new AtomicInteger();
      proxy.meet(
          path ->
              path.endsWith("runs/create") && creations.getAndIncrement() == 0
                  ? new FaultyProxy.Fault.LostAnswer()
                  : new FaultyProxy.Fault.None());

      TrackedRun run = lossy.ensureRun(spec("job/1"));

      assertThat(creations).hasValue(1);
      assertThat(runs())
          .singleElement()
          .extracting(Service.RunInfo::getRunId)
          .isEqualTo(run.runId());
    }
  }

  @Test
  void splitsBatchesAtTheLimitsOfTheServer() {
    TrackedRun run = server.ensureRun(spec("job/1"));
    Map<String, String> many = new LinkedHashMap<>();
    IntStream.range(0, 250).forEach(i -> many.put("p" + i, "v" + i));

    server.logParams(run, many);
    server.setTags(run, many);
    server.logMetrics(
        run,
        IntStream.range(0, 2500)
            .mapToObj(i -> new MetricPoint("loss", 1.0 / (i + 1), i, Instant.ofEpochMilli(i)))
            .toList());

    assertThat(oracle.getRun(run.runId()).getData().getParamsCount()).isEqualTo(250);
    assertThat(oracle.getMetricHistory(run.runId(), "loss")).hasSize(2500);
    assertThat(tags(run)).containsAllEntriesOf(many);
    assertThat(server.lastSteps(run)).containsEntry("loss", 2499L);
  }

  @Test
  void refusesAnotherValueForAParameterAtOnce() {
    TrackedRun run = server.ensureRun(spec("job/1"));
    server.logParams(run, Map.of("learningRate", "0.1"));
    server.logParams(run, Map.of("learningRate", "0.1"));

    assertThatThrownBy(() -> server.logParams(run, Map.of("learningRate", "0.2")))
        .isInstanceOfSatisfying(
            TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Refused))
        .hasMessageContaining(uri.toString());
  }

  @Test
  void findsAFinishedRunByTagAndNoUnfinishedOne() {
    TrackedRun run = server.ensureRun(spec("job/1"));
    server.setTags(run, Map.of("graft.backboneDigest", "abc"));
    assertThat(server.findFinished(experiment, "graft.backboneDigest", "abc")).isEmpty();

    server.finish(run, RunStatus.Finished, Instant.now());

    assertThat(server.findFinished(experiment, "graft.backboneDigest", "abc")).contains(run);
    assertThat(server.findFinished(experiment, "graft.backboneDigest", "abd")).isEmpty();
  }

  @Test
  void logsADatasetInput() throws IOException, InterruptedException {
    TrackedRun run = server.ensureRun(spec("job/1"));

    server.logInput(
        run, new DatasetInput("demonstrations", "0".repeat(64), "{}", "{\"steps\":5}", "training"));

    assertThat(oracle.sendGet("runs/get?run_id=" + run.runId()))
        .contains("\"name\": \"demonstrations\"")
        .contains("\"digest\": \"" + "0".repeat(36) + "\"")
        .contains("mlflow.data.context");
  }

  @Test
  void storesListsAndFetchesArtifacts(@TempDir Path folder) throws IOException {
    TrackedRun run = server.ensureRun(spec("job/1"));
    Path source = Files.createDirectories(folder.resolve("source/sub"));
    Files.writeString(source.resolve("a b.txt"), "in a sub-folder");
    byte[] large = new byte[3_000_000];
    new Random(0).nextBytes(large);
    Files.write(folder.resolve("source/large.bin"), large);

    server.artifacts().put(run, "model", folder.resolve("source"));
    server.artifacts().download(run, "model", folder.resolve("target"));

    assertThat(folder.resolve("target/sub/a b.txt")).hasContent("in a sub-folder");
    assertThat(folder.resolve("target/large.bin")).hasBinaryContent(large);
    assertThat(server.artifacts().list(run, "model"))
        .extracting(ArtifactStore.Artifact::name)
        .containsExactlyInAnyOrder("large.bin", "sub");
    assertThat(oracle.sendGet("artifacts/list?path=model&run_id=" + run.runId()))
        .contains("model/large.bin", "3000000", "model/sub");
  }

  @Test
  void namesAnArtifactThatIsNotThere() {
    TrackedRun run = server.ensureRun(spec("job/1"));

    assertThatThrownBy(() -> server.artifacts().get(run, "no/such.json"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("no/such.json");
  }

  @Test
  void makesOneRunForManyCallersOfOneWriter() throws Exception {
    // One writer per key is the rule; a restarted writer may still overlap its predecessor.
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Callable<TrackedRun> caller = () -> server.ensureRun(spec("job/1"));
      List<Future<TrackedRun>> answers = threads.invokeAll(List.of(caller, caller));
      for (Future<TrackedRun> answer : answers) {
        answer.get();
      }
    }
    server.ensureRun(spec("job/1"));
    assertThat(runs()).hasSize(1);
  }

  private RunSpec spec(String key) {
    return new RunSpec(
        name, new RunKey(key), "a run", Optional.empty(), "test", "", Map.of(), Instant.now());
  }

  private RunSpec child(String parent, String stage) {
    RunKey key = new RunKey(parent);
    return new RunSpec(
        name, key.child(stage), stage, Optional.of(key), "test", "", Map.of(), Instant.now());
  }

  private List<Service.RunInfo> runs() {
    return oracle.searchRuns(List.of(experiment), "");
  }

  private Map<String, String> tags(TrackedRun run) {
    Map<String, String> tags = new LinkedHashMap<>();
    oracle
        .getRun(run.runId())
        .getData()
        .getTagsList()
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }
}
