package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replicas behind sockets: absent, full, or late. */
@Timeout(60)
final class SimulatorClientIT {
  private static final Patience NO_WAIT = new Patience(Duration.ZERO, Duration.ofSeconds(10));
  private static final Patience PATIENT =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(10));

  private final FakeService service = new FakeService();
  private final List<Server> servers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Server server : servers) {
      server.shutdownNow().awaitTermination();
    }
  }

  private Server serve(FakeService fake, int port) throws IOException {
    Server server =
        Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
            .addService(fake)
            .build()
            .start();
    servers.add(server);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void assertFails(Reason reason, ThrowingCallable call, String... message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(call)
        .withMessageContainingAll(message)
        .extracting(SimulatorException::reason)
        .isEqualTo(reason);
  }

  @Test
  void namesAnAddressThatNobodyAnswersAt() throws IOException {
    String address = "localhost:" + freePort();
    try (SimulatorClient client = SimulatorClient.connect(List.of(address), NO_WAIT)) {
      assertFails(Reason.Lost, client::describe, address, "refused", "check");
    }
  }

  @Test
  void passesOverAnUnreachableAndAFullReplica() throws IOException {
    FakeService full = new FakeService();
    full.refusal = Status.RESOURCE_EXHAUSTED.withDescription("no room");
    List<String> addresses =
        List.of(
            "localhost:" + freePort(),
            "localhost:" + serve(full, 0).getPort(),
            "localhost:" + serve(service, 0).getPort());
    try (SimulatorClient client = SimulatorClient.connect(addresses, NO_WAIT)) {
      for (int i = 0; i < 3; i++) {
        client.open("Fake", List.of("count-v1"));
      }
      assertThat(service.sessions).hasValue(3);
      service.refusal = Status.UNAVAILABLE;
      assertFails(Reason.Exhausted, () -> client.open("Fake", List.of("count-v1")), "no room");
    }
  }

  @Test
  void waitsForASimulatorThatIsStillStarting() throws IOException {
    int port = freePort();
    // A socket that hangs up on its first visitor, then makes way for the server.
    try (ServerSocket early = new ServerSocket(port);
        SimulatorClient client = SimulatorClient.connect(List.of("localhost:" + port), PATIENT)) {
      CompletableFuture<Void> started = CompletableFuture.runAsync(() -> serveInsteadOf(early));
      assertThat(client.describe().version()).isEqualTo("fake 1");
      started.join();
    }
  }

  private void serveInsteadOf(ServerSocket early) {
    try {
      early.accept().close();
      int port = early.getLocalPort();
      early.close();
      serve(service, port);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
