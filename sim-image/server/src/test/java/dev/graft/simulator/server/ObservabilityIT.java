package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.simulator.server.metrics.MetricsEndpoint;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server tells about itself. */
@Timeout(60)
final class ObservabilityIT {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final FakeSuite suite = new FakeSuite();
  private MetricsEndpoint endpoint;
  private SimulatorServer server;
  private SimulatorClient client;

  @BeforeEach
  void serve() throws IOException {
    endpoint = MetricsEndpoint.listen(ANY_PORT);
    server =
        SimulatorServer.listen(
            ANY_PORT, List.of(suite), new SimulatorSettings(5, 5, 2), endpoint.registry());
    client = SimulatorClient.connect(List.of("localhost:" + server.port()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    endpoint.close();
  }

  private String scrape() throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:%d/metrics".formatted(endpoint.port()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/plain; version=0.0.4");
      return answer.body();
    }
  }

  @Test
  void countsWhatIsDone() throws IOException, InterruptedException {
    try (RolloutSession session = client.open(FakeSuite.NAME, List.of("hopeless", "hopeless"))) {
      session.reset(new int[] {0, 1}, List.of(new Goal(0, 0), new Goal(0, 1)));
      for (int step = 0; step < 3; step++) {
        session.step(new int[] {0, 1}, new float[4]);
      }
      assertThat(scrape().lines())
          .contains(
              "graft_simulator_sessions_open 1.0",
              "graft_simulator_environments_in_use 2.0",
              "graft_simulator_environments_free 3.0",
              "graft_simulator_episodes_total 2.0",
              "graft_simulator_steps_total 6.0",
              "graft_simulator_step_batch_seconds_count 3",
              "graft_simulator_step_batch_seconds_bucket{le=\"+Inf\"} 3");
    }
    client.collect(
        new DemonstrationRequest(FakeSuite.NAME, List.of("solved-at-3"), 4, 0, 0, true, 0, 9, ""),
        episode -> {});
    assertThat(scrape().lines())
        .contains(
            "graft_simulator_sessions_open 0.0",
            "graft_simulator_collections_open 0.0",
            "graft_simulator_environments_free 5.0",
            "graft_simulator_demonstrations_total 4.0");
  }

  @Test
  void countsPicturesAndTheTimeTheyTake() throws IOException, InterruptedException {
    List<Camera> two = List.of(new Camera(FakeSuite.EYE, 2, 1), new Camera(FakeSuite.EYE, 3, 2));
    long nanos = 30_000_000; // of each picture
    suite.atPicture = () -> spin(nanos);
    try (RolloutSession session =
        client.open(FakeSuite.NAME, List.of("hopeless", "hopeless"), two)) {
      session.reset(new int[] {0, 1}, List.of(new Goal(0, 0), new Goal(0, 1)));
      session.step(new int[] {0}, new float[2]);
      session.step(new int[] {0, 1}, new float[4], Pictures.LEFT_OUT);
    }
    String metrics = scrape();
    assertThat(metrics.lines())
        .contains(
            "graft_simulator_picture_seconds_count 6",
            "graft_simulator_picture_seconds_bucket{le=\"0.025\"} 0",
            "graft_simulator_picture_seconds_bucket{le=\"+Inf\"} 6");
    assertThat(value(metrics, "graft_simulator_picture_seconds_sum"))
        .isGreaterThan(6 * nanos / 1e9);
  }

  private static void spin(long nanos) {
    for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos; ) {
      Thread.onSpinWait();
    }
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void countsCallsThatFailByMethodAndCode() throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      Assertions.assertThatExceptionOfType(SimulatorException.class)
          .isThrownBy(() -> client.open(FakeSuite.NAME, List.of("unknown")));
    }
    Assertions.assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(
            () -> client.open(FakeSuite.NAME, java.util.Collections.nCopies(6, "hopeless")));
    assertThat(scrape().lines())
        .contains(
            "graft_simulator_calls_failed_total{code=\"INVALID_ARGUMENT\",method=\"Rollout\"} 2.0",
            "graft_simulator_calls_failed_total{code=\"RESOURCE_EXHAUSTED\",method=\"Rollout\"} 1.0");
  }

  @Test
  void tellsTheMemoryOfTheProcessAndTheJavaMachine() throws IOException, InterruptedException {
    assertThat(scrape())
        .contains("\nprocess_resident_memory_bytes ", "\njvm_memory_used_bytes{area=\"heap\"")
        .contains("\njvm_gc_", "\nprocess_files_open_files ", "\njvm_threads_live_threads ");
  }

  @Test
  void listsItsServicesToThoseWhoDoNotHaveTheProtocol() throws Exception {
    ManagedChannel channel =
        Grpc.newChannelBuilder("localhost:" + server.port(), InsecureChannelCredentials.create())
            .build();
    try {
      var call = ServerReflectionGrpc.newBlockingV2Stub(channel).serverReflectionInfo();
      call.write(ServerReflectionRequest.newBuilder().setListServices("").build());
      assertThat(call.read().getListServicesResponse().getServiceList())
          .extracting(ServiceResponse::getName)
          .contains("dev.graft.simulator.v1.Simulator", "grpc.health.v1.Health");
      call.halfClose();
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }
}
