package dev.graft.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.graft.trainer.mlflow.RegisteredModel.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mlflow.tracking.MlflowClient;

@ExtendWith(MlflowServer.Extension.class)
class ModelRegistryIT {
  private TrackingServer server;
  private MlflowClient oracle;
  private String model;
  private TrackedRun run;

  @BeforeEach
  void connect(MlflowServer mlflow, TestInfo test) {
    server = new TrackingServer(mlflow.uri(), TrackingServerIT.QUICK);
    oracle = new MlflowClient(mlflow.uri().toString());
    model = test.getTestMethod().orElseThrow().getName();
    run = run("one");
  }

  @AfterEach
  void disconnect() {
    server.close();
    oracle.close();
  }

  @Test
  void registersAVersionWithItsRunSourceTagsAndAlias() {
    server.artifacts().put(run, "backbone/backbone.json", "{}");

    String number = register("aa", "seed-0");

    var version = oracle.getModelVersion(model, number);
    assertThat(version.getRunId()).isEqualTo(run.runId());
    assertThat(version.getSource()).endsWith(run.runId() + "/artifacts/backbone");
    assertThat(version.getDescription()).isEqualTo("what it is");
    assertThat(server.models().find(model).orElseThrow().versions())
        .containsExactly(
            new Version(
                "1",
                run.runId(),
                version.getSource(),
                Map.of("graft.job", "doors", ModelVersion.DIGEST, "aa"),
                List.of("seed-0")));
  }

  @Test
  void filesOfAVersionAreWhereItSaysTheyAre() throws IOException, InterruptedException {
    server.artifacts().put(run, "backbone/backbone.json", "{}");
    register("aa", "seed-0");

    assertThat(oracle.sendGet("model-versions/get-download-uri?name=" + model + "&version=1"))
        .contains("/" + run.runId() + "/artifacts/backbone");
  }

  @Test
  void sameWeightsAreTheSameVersion() {
    register("aa", "seed-0");
    run = run("two");
    String again = register("aa", "seed-0");

    assertThat(again).isEqualTo("1");
    assertThat(server.models().find(model).orElseThrow().versions()).hasSize(1);
  }

  @Test
  void otherWeightsAreANewVersionThatTakesTheAlias() {
    register("aa", "seed-0");
    register("bb", "seed-0");

    assertThat(server.models().find(model).orElseThrow().versions())
        .extracting(Version::number, Version::aliases)
        .containsExactly(tuple("2", List.of("seed-0")), tuple("1", List.of()));
  }

  @Test
  void addsNothingAfterALostAnswer(MlflowServer mlflow) throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(mlflow.uri());
        TrackingServer lossy = new TrackingServer(proxy.uri(), TrackingServerIT.QUICK)) {
      AtomicInteger creations = new AtomicInteger();
      proxy.meet(
          path ->
              path.endsWith("/create") && creations.getAndIncrement() < 2
                  ? new FaultyProxy.Fault.LostAnswer()
                  : new FaultyProxy.Fault.None());

      lossy.models().register(run, version("aa", "seed-0"));

      assertThat(creations.get()).isGreaterThan(2);
    }
    assertThat(server.models().find(model).orElseThrow().versions()).hasSize(1);
  }

  @Test
  void refusesAnAliasThatMlflowReserves() {
    assertThatThrownBy(() -> register("aa", "latest"))
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("alias");
  }

  private String register(String digest, String alias) {
    return server.models().register(run, version(digest, alias));
  }

  private ModelVersion version(String digest, String alias) {
    return new ModelVersion(
        model,
        "backbone",
        "backbone",
        digest,
        "what it is",
        Map.of("graft.job", "doors"),
        List.of(alias));
  }

  private TrackedRun run(String key) {
    return server.ensureRun(
        new RunSpec(
            "registry",
            new RunKey(model + "/" + key),
            key,
            Optional.empty(),
            "test",
            "",
            Map.of(),
            Instant.now()));
  }
}
