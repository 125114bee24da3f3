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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @Test
  void aVersionIsLookedUpByItsNumberAndByAnAlias() {
    register("aa", "seed-0");
    register("bb", "seed-0");

    Version first = found("models:/%s/1".formatted(model));
    Version champion = found("models:/%s@seed-0".formatted(model));

    assertThat(first.number()).isEqualTo("1");
    assertThat(first.tags()).containsEntry(ModelVersion.DIGEST, "aa");
    assertThat(first.aliases()).isEmpty();
    assertThat(champion).isEqualTo(server.models().find(model).orElseThrow().versions().getFirst());
  }

  @Test
  void whatIsThereIsToldWhereAVersionIsMissing() {
    register("aa", "seed-0");
    register("bb", "champion");

    for (String missing : List.of("@other", "/7")) {
      assertThat(server.models().lookUp("models:/" + model + missing))
          .isEqualTo(new ModelLookup.Missing(List.of("2", "1", "@champion", "@seed-0")));
    }
    assertThat(server.models().lookUp("models:/nowhere@seed-0"))
        .isEqualTo(new ModelLookup.Missing(List.of()));
    assertThat(server.models().lookUp("models:/nowhere/1"))
        .isEqualTo(new ModelLookup.Missing(List.of()));
  }

  @Test
  void aNameIsQuotedInTheRequest() {
    model = "50% of a \"door\" & more+?name=x #1";
    register("aa", "seed-0");

    assertThat(found("models:/" + model + "@seed-0").number()).isEqualTo("1");
    assertThat(server.models().lookUp("models:/" + model + "/2"))
        .isEqualTo(new ModelLookup.Missing(List.of("1", "@seed-0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"doors", "models:/doors", "models:/doors/latest", "models:/do'ors@a"})
  void whatIsNoAddressIsRefused(String uri) {
    assertThatThrownBy(() -> server.models().lookUp(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(uri);
  }

  @Test
  void aVersionOfAnEarlierReleaseGetsTheTagsThatItLacks() {
    String long45 = "x".repeat(4_500);
    register("aa", "seed-0");
    server
        .models()
        .register(
            run,
            new ModelVersion(
                model,
                "backbone",
                "backbone",
                "aa",
                "what it is",
                Map.of("graft.job", "other", "graft.backboneStage", long45),
                List.of("seed-0")));

    assertThat(found("models:/" + model + "/1").tags())
        .containsEntry("graft.job", "doors")
        .containsEntry("graft.backboneStage", long45);
  }

  private Version found(String uri) {
    return switch (server.models().lookUp(uri)) {
      case ModelLookup.Found(Version version) -> version;
      case ModelLookup.Missing missing -> throw new AssertionError(missing);
    };
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
