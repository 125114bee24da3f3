package dev.graft.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.trainer.mlflow.FaultyProxy;
import dev.graft.trainer.mlflow.FaultyProxy.Fault;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.RunContent;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.RunSpec;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.tracking.MlflowClient;

/** A spool before a real server that is away, in trouble, slow, or silent. */
@ExtendWith(MlflowServer.Extension.class)
class SpoolIT {
  /** For a server that is back, or about to be. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private Path folder;
  private FaultyProxy proxy;
  private TrackingServer tracking;
  private MlflowServer mlflow;
  private MlflowClient oracle;
  private String experiment;

  @BeforeEach
  void connect(MlflowServer server, TestInfo test) throws IOException {
    mlflow = server;
    proxy = new FaultyProxy(server.uri());
    tracking = new TrackingServer(proxy.uri(), RetryPolicy.ONCE);
    oracle = new MlflowClient(server.uri().toString());
    experiment = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    proxy.close();
    oracle.close();
  }

  @Test
  void keepsAllRecordsOfARunThatEndsWhileTheServerIsAwayForTheNextProcess() throws IOException {
    proxy.goAway();
    Instant began = Instant.now();
    try (Spool spool = open()) {
      record(spool, 20);
      Standing standing = spool.await(SHORT, new StopSignal());

      assertThat(standing.waiting()).isEqualTo(24);
      assertThat(standing.problem().orElseThrow()).hasMessageContaining(proxy.uri().toString());
      assertThat(spool.run()).isEmpty();
    }
    proxy.comeBack();

    try (Spool spool = Spool.find(folder.resolve("records"), tracking).orElseThrow()) {
      assertThat(spool.await(LONG, new StopSignal()).waiting()).isZero();
      assertThat(oracle.getRun(spool.run().orElseThrow().runId()).getInfo().getStartTime())
          .isCloseTo(began.toEpochMilli(), org.assertj.core.data.Offset.offset(5000L));
    }
    requireComplete(20);
  }

  @Test
  void deliversWhatWasRecordedBeforeTheServerWentAndAfterItCameBack() throws IOException {
    try (Spool spool = open()) {
      record(spool, 5);
      spool.await(LONG, new StopSignal());
      proxy.goAway();
      record(spool, 10);
      assertThat(spool.await(SHORT, new StopSignal()).problem()).isPresent();
      proxy.comeBack();
      record(spool, 20);

      assertThat(spool.await(LONG, new StopSignal()))
          .isEqualTo(new Standing(0, Optional.empty(), List.of()));
    }
    requireComplete(20);
  }

  @Test
  void survivesThatEveryKindOfRequestFailsOnce() throws IOException {
    requireCompleteAfterFirst(new Fault.Status(503));
  }

  @Test
  void survivesThatEveryKindOfRequestLosesAnAnswer() throws IOException {
    requireCompleteAfterFirst(new Fault.LostAnswer());
  }

  private void requireCompleteAfterFirst(Fault fault) throws IOException {
    Set<String> met = ConcurrentHashMap.newKeySet();
    proxy.meet(path -> met.add(path) ? fault : new Fault.None());
    try (Spool spool = open()) {
      record(spool, 20);

      assertThat(spool.await(LONG, new StopSignal()).waiting()).isZero();
    }
    requireComplete(20);
  }

  @Test
  void takesAnAnswerThatIsNotMlflowsForAbsence() throws IOException {
    try (Spool spool = open()) {
      spool.await(LONG, new StopSignal());
      proxy.meet(path -> new Fault.Status(404));
      record(spool, 3);
      assertThat(spool.await(SHORT, new StopSignal()).problem()).isPresent();
      proxy.meet(path -> new Fault.None());

      assertThat(spool.await(LONG, new StopSignal()).setAside()).isEmpty();
    }
    requireComplete(3);
  }

  @Test
  void waitsForAServerThatIsSlowWithoutHoldingUpTheRecorder() throws IOException {
    proxy.meet(path -> new Fault.Slow(Duration.ofMillis(200)));
    try (Spool spool = open()) {
      long started = System.nanoTime();
      record(spool, 50);
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));

      assertThat(spool.await(Duration.ZERO, new StopSignal()).waiting()).isZero();
    }
    requireComplete(50);
  }

  @Test
  void recordsNothingTwiceWhenADifferentMachineContinuesWithoutTheFolder() throws IOException {
    try (Spool spool = open()) {
      record(spool, 10);
      spool.await(LONG, new StopSignal());
    }
    try (Spool spool = Spool.open(folder.resolve("elsewhere"), spec(), tracking)) {
      record(spool, 20);
      spool.await(LONG, new StopSignal());
    }

    requireComplete(20);
  }

  @Test
  void recordsEverythingAtTheServerThatARerunNames() throws IOException {
    TrackingServer nowhere =
        new TrackingServer(java.net.URI.create("http://127.0.0.1:9"), RetryPolicy.ONCE);
    try (nowhere;
        Spool spool = Spool.open(folder.resolve("records"), spec(), nowhere)) {
      record(spool, 5);
    }
    try (Spool spool = open()) {
      record(spool, 20);
      assertThat(spool.await(LONG, new StopSignal()).waiting()).isZero();
    }

    requireComplete(20);
  }

  @Test
  void setsAsideWhatTheServerRefusesAndDeliversTheRest() throws IOException {
    try (Spool spool = open()) {
      spool.record(new RunRecord.Params(Map.of("a name; with what MLflow refuses", "1")));
      record(spool, 5);

      assertThat(spool.await(LONG, new StopSignal()).setAside())
          .singleElement()
          .asString()
          .contains("refused");
    }
    requireComplete(5);
  }

  @Test
  void leavesTheWaitWhenTheStageIsToLeave() throws IOException {
    proxy.goAway();
    StopSignal stop = new StopSignal();
    stop.request();
    try (Spool spool = open()) {
      assertThat(spool.await(Duration.ofDays(1), stop).waiting()).isPositive();
    } finally {
      proxy.comeBack();
    }
  }

  @Test
  void refusesAtOnceWhatTheServerRefusesAtOnce() throws IOException {
    oracle.deleteExperiment(oracle.createExperiment(experiment));

    assertThatThrownBy(this::open)
        .isInstanceOf(TrackingException.class)
        .hasMessageContaining("is deleted");
  }

  @Test
  void refusesTheFolderOfAnotherRun() throws IOException {
    open().close();
    RunSpec other =
        new RunSpec(
            experiment,
            new RunKey("job/2"),
            "another",
            Optional.empty(),
            "test",
            "",
            Map.of(),
            Instant.now());

    assertThatThrownBy(() -> Spool.open(folder.resolve("records"), other, tracking))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("job/2");
  }

  @Test
  void leavesNothingBehindWhenItIsDiscarded() throws IOException {
    Spool spool = open();
    record(spool, 3);
    spool.await(LONG, new StopSignal());

    spool.discard();

    assertThat(folder.resolve("records")).doesNotExist();
    assertThat(Spool.find(folder.resolve("records"), tracking)).isEmpty();
  }

  private Spool open() throws IOException {
    return Spool.open(folder.resolve("records"), spec(), tracking);
  }

  private RunSpec spec() {
    return new RunSpec(
        experiment,
        new RunKey("job/1"),
        "a run",
        Optional.empty(),
        "test",
        "",
        Map.of(),
        Instant.now());
  }

  /** All records of a run with so many points, also those that an earlier process has made. */
  private void record(Spool spool, int points) throws IOException {
    spool.record(new RunRecord.Params(Map.of("seed", "1")));
    Path file = Files.writeString(folder.resolve("result"), "content");
    for (int step = 0; step < points; step++) {
      spool.record(
          new RunRecord.Metrics(List.of(new MetricPoint("loss", step / 8.0, step, Instant.now()))));
    }
    spool.record(new RunRecord.Artifact("result.txt", file));
    Files.delete(file);
    spool.record(new RunRecord.End(RunStatus.Finished, Instant.now()));
  }

  private void requireComplete(int points) throws IOException {
    RunContent content = RunContent.of(oracle, mlflow.uri(), experiment).values().iterator().next();
    assertThat(content.params()).containsOnly(Map.entry("seed", "1"));
    assertThat(content.metrics())
        .containsOnly(
            Map.entry(
                "loss", IntStream.range(0, points).mapToObj(i -> i + "=" + i / 8.0).toList()));
    assertThat(content.artifacts()).containsOnly(Map.entry("result.txt", "content"));
    assertThat(content.status()).isEqualTo("FINISHED");
  }
}
