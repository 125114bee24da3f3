package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.operator.cluster.AuditLog.Write;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RecordedRuns.Recorded;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.mlflow.TrackingServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator and a real MLflow server, with the test as trainer. */
@ExtendWith(MlflowServer.Extension.class)
class TrackingIT extends WithScenario {
  private TrackingServer server;
  private RecordedRuns recorded;
  private String address;

  @BeforeEach
  void open(MlflowServer mlflow) {
    address = mlflow.uri().toString();
    server = new TrackingServer(mlflow.uri(), RetryPolicy.ONCE);
    recorded = new RecordedRuns(mlflow.uri(), TrackingAccess.ANONYMOUS, RetryPolicy.ONCE);
  }

  @AfterEach
  void close() {
    server.close();
    recorded.close();
  }

  private String manifest() {
    return Scenario.manifest()
        .replace("uri: \"http://mlflow:5000\"", "experiment: " + scenario.namespace);
  }

  private void startOperator() throws StartupException {
    scenario.startOperator(address, Set.of(address));
  }

  @Test
  void parentRunIsMadeFollowedAndEnded()
      throws StartupException, IOException, InterruptedException {
    startOperator();
    scenario.apply(manifest());
    MlflowStatus parent = awaitParent();
    TrackedRun stage = train("backbone", 0.25);

    scenario.awaitStatus("its loss", status -> "0.2500".equals(loss(status)));
    assertThat(parent.url())
        .startsWith(address)
        .endsWith(parent.runId() + "?workflowType=machine_learning");
    assertThat(recorded.nestedIn(run(parent))).extracting(Recorded::run).containsExactly(stage);

    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitStatus("all to be recorded", status -> reason(status).equals("Recorded"));
    Recorded told = recorded.get(parent.runId());
    assertThat(told.status()).isEqualTo("FINISHED");
    assertThat(parameters(parent))
        .contains("{\"key\":\"tasks\",\"value\":\"door-lock-v3,door-unlock-v3\"}");
    assertThat(told.tags().get("mlflow.note.content")).contains("| door-lock-v3 | 0 | Succeeded |");
    assertThat(server.artifacts().list(run(parent), ""))
        .extracting(artifact -> artifact.name())
        .containsExactlyInAnyOrder("adapterjob.yaml", "plan.json");
    assertThat(scenario.condition("TrackingAvailable").status()).isEqualTo(ConditionStatus.True);
  }

  @Test
  void successorFindsTheSameParentRun() throws StartupException {
    startOperator();
    scenario.apply(manifest());
    MlflowStatus parent = awaitParent();

    scenario.replaceOperatorWith(this::startOperator);
    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitStatus("all to be recorded", status -> reason(status).equals("Recorded"));

    assertThat(Objects.requireNonNull(scenario.status().mlflow())).isEqualTo(parent);
  }

  @Test
  void deletedJobsUnfinishedRunsEndAsKilledAndFinishedOnesStay() throws StartupException {
    startOperator();
    scenario.apply(manifest());
    MlflowStatus parent = awaitParent();
    TrackedRun finished = train("backbone", 0.1);
    server.finish(finished, RunStatus.Finished, Instant.now());
    TrackedRun unfinished = train("door-lock-v3-seed-0", 0.5);

    scenario.admin.resource(scenario.job()).delete();
    scenario.awaitGone();

    assertThat(recorded.get(parent.runId()).status()).isEqualTo("KILLED");
    assertThat(recorded.get(unfinished.runId()).status()).isEqualTo("KILLED");
    assertThat(recorded.get(finished.runId()).status()).isEqualTo("FINISHED");
  }

  @Test
  void replacedAttemptEndsAsKilled() throws StartupException {
    startOperator();
    scenario.apply(manifest());
    MlflowStatus first = awaitParent();

    scenario.apply(manifest().replace("bottleneck: 16", "bottleneck: 8"));

    scenario.await(
        "the first attempt to end", () -> recorded.get(first.runId()).status().equals("KILLED"));
    scenario.awaitStatus(
        "another parent run",
        status -> status.mlflow() != null && !status.mlflow().runId().equals(first.runId()));
    assertThat(scenario.status().earlierAttempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.runId()).isEqualTo(first.runId()));
  }

  @Test
  void serverThatIsAwayIsToldAndHoldsNothingUp() throws StartupException {
    String nobody = "http://127.0.0.1:1";
    scenario.startOperator(nobody, Set.of(nobody));
    scenario.apply(manifest());

    scenario.awaitStatus("the server to be away", status -> reason(status).equals("TrackingAway"));
    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));

    scenario.awaitReason("Succeeded");
    assertThat(scenario.condition("TrackingAvailable").message()).contains("Nothing is lost");
  }

  @Test
  void serverThatTheConfigurationDoesNotListIsNotContacted() throws StartupException {
    scenario.startOperator(address, Set.of());
    scenario.apply(manifest());

    scenario.awaitStatus("a report", status -> reason(status).equals("TrackingNotContacted"));
    scenario.admin.resource(scenario.job()).delete();
    scenario.awaitGone();

    assertThat(server.findExperiment(scenario.namespace)).isEmpty();
  }

  @Test
  void progressIsWrittenNoOftenerThanItIsAskedFor() throws StartupException {
    startOperator();
    scenario.apply(manifest());
    awaitParent();
    train("backbone", 0.25);
    scenario.awaitStatus("a loss", status -> loss(status) != null);
    long before = statusWrites();

    scenario.awaitRounds(3);

    assertThat(statusWrites()).isEqualTo(before);
  }

  @Test
  void registeredModelIsAwaitedPinnedAndKeptWhenItsAliasMoves() throws StartupException {
    startOperator();
    scenario.apply(onChampion());
    scenario.awaitReason("ModelMissing");
    assertThat(scenario.jobs("backbone")).isEmpty();

    register("one", stage("100"));
    scenario.awaitReason("Starting");
    assertThat(champion()).isEqualTo("1");
    scenario.awaitJob("backbone");
    awaitParent();
    String digest = scenario.status().specDigest();
    register("two", stage("101"));
    long before = statusWrites();
    scenario.awaitRounds(3);
    assertThat(statusWrites()).isEqualTo(before);

    String nobody = "http://127.0.0.1:1";
    scenario.replaceOperatorWith(() -> scenario.startOperator(nobody, Set.of(nobody)));
    scenario.awaitStatus("the server to be away", status -> reason(status).equals("TrackingAway"));
    assertThat(champion()).isEqualTo("1");
    assertThat(scenario.status().specDigest()).isEqualTo(digest);

    scenario.replaceOperatorWith(this::startOperator);
    scenario.apply(onChampion().replace("bottleneck: 16", "bottleneck: 8"));
    scenario.awaitStatus(
        "another attempt on what the alias stands for now",
        status -> status.model() != null && status.model().version().equals("2"));
    assertThat(scenario.status().attempt()).isEqualTo(2);
  }

  @Test
  void modelOnAServerThatTheConfigurationDoesNotListIsNotLookedUp() throws StartupException {
    scenario.startOperator(address, Set.of());
    scenario.apply(onChampion());

    AdapterJobStatus status = scenario.awaitReason("ModelServerNotContacted");

    assertThat(status.conditions().getFirst().message())
        .contains(address, "GRAFT_TRACKING_SERVERS");
  }

  private String onChampion() {
    String uri = "models:/%s@champion".formatted(scenario.namespace);
    return manifest()
        .replaceAll("(?s)pretrain:.*(?=  adapter:)", "model: {uri: \"%s\"}\n".formatted(uri));
  }

  private String champion() {
    return Objects.requireNonNull(scenario.status().model()).version();
  }

  /** The stage of a job that pretrains for so many steps, as its registration tells of it. */
  private static String stage(String steps) {
    String manifest = Scenario.manifest().replace("steps: 100", "steps: " + steps);
    if (new ManifestReader().read(manifest) instanceof Reading.Accepted(var jobs)) {
      return Planner.plan("maker", jobs.getFirst().getSpec(), ResolvedInputs.NONE)
          .backbone()
          .madeBy(new JobOrigin("maker", "kitchen"))
          .json();
    }
    throw new AssertionError(manifest);
  }

  private void register(String weights, String stage) {
    TrackedRun run =
        server.ensureRun(
            new RunSpec(
                "kitchen",
                new RunKey(scenario.namespace + "/" + weights),
                weights,
                Optional.empty(),
                "test",
                "",
                Map.of(),
                Instant.now()));
    server
        .models()
        .register(
            run,
            new ModelVersion(
                scenario.namespace,
                "backbone",
                "backbone",
                weights,
                "",
                Map.of(ResolvedModel.STAGE_TAG, stage),
                List.of("champion")));
  }

  private long statusWrites() {
    return scenario.operatorWrites().stream()
        .map(Write::resource)
        .filter("adapterjobs/status"::equals)
        .count();
  }

  private MlflowStatus awaitParent() {
    return Objects.requireNonNull(
        scenario.awaitStatus("a parent run", status -> status.mlflow() != null).mlflow());
  }

  /** As MLflow tells them, without white space. */
  private String parameters(MlflowStatus run) throws IOException, InterruptedException {
    URI address = server.uri().resolve("/api/2.0/mlflow/runs/get?run_id=" + run.runId());
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
          .body()
          .replaceAll("\\s", "");
    }
  }

  /** What a trainer records of an epoch. */
  private TrackedRun train(String stage, double loss) {
    RunKey parent =
        new RunKey(scenario.job().getMetadata().getUid() + "/" + scenario.status().specDigest());
    TrackedRun run =
        server.ensureRun(
            new RunSpec(
                scenario.namespace,
                parent.child(stage),
                stage,
                Optional.of(parent),
                "test",
                "",
                Map.of(),
                Instant.now()));
    Instant now = Instant.now();
    server.logMetrics(
        run,
        List.of(
            new MetricPoint("train/epoch", 1, 10, now),
            new MetricPoint("train/loss", loss, 10, now)));
    return run;
  }

  private static @Nullable String loss(AdapterJobStatus status) {
    return status.progress() == null ? null : status.progress().loss();
  }

  private static TrackedRun run(MlflowStatus mlflow) {
    return new TrackedRun(mlflow.experimentId(), mlflow.runId());
  }

  private static String reason(AdapterJobStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals("TrackingAvailable"))
        .findFirst()
        .map(condition -> condition.reason())
        .orElse("");
  }
}
