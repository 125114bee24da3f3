package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.remote.SimulatorClient;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers and clients that are processes, and how they end. */
@Timeout(120)
final class SimulatorProcessIT {
  private final List<JavaProcess> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(JavaProcess::close);
  }

  private JavaProcess start(Class<?> main, String... arguments) throws IOException {
    JavaProcess process = JavaProcess.start(main, arguments);
    processes.add(process);
    return process;
  }

  /** Opens a session at the port of its argument, says so, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      SimulatorClient client = SimulatorClient.connect(List.of("localhost:" + arguments[0]));
      RolloutSession session = client.open(FakeSuite.NAME, List.of("hopeless", "hopeless"));
      session.reset(new int[] {0, 1}, List.of(new Goal(0, 0), new Goal(0, 1)));
      System.out.println("holding");
      System.in.read();
    }
  }

  @Test
  void aClientKilledInTheMiddleOfASessionFreesItsEnvironments() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FakeSuite suite = new FakeSuite();
    try (SimulatorServer server =
        SimulatorServer.listen(anyPort, List.of(suite), new SimulatorSettings(2, 2, 1))) {
      JavaProcess client = start(Holder.class, Integer.toString(server.port()));
      assertThat(client.lineWith("holding")).isEqualTo("holding");
      assertThat(server.freeEnvironments()).isZero();
      client.close();
      while (server.freeEnvironments() < 2) {
        Thread.onSpinWait();
        assertThat(Thread.interrupted()).as("the time is up").isFalse();
      }
      assertThat(suite.closed).as("they are sound, so they are kept").hasValue(0);
    }
    assertThat(suite.closed).hasValue(2);
  }

  @Test
  void theMainServesAndSaysSoAndDrainsWhenToldToEnd() throws IOException, InterruptedException {
    JavaProcess main = start(SimulatorMain.class, "--port", "0", "--max-environments", "3");
    String address = main.address();
    assertThat(health(address)).isEqualTo(ServingStatus.SERVING);
    try (SimulatorClient client = SimulatorClient.connect(List.of(address))) {
      assertThat(client.describe().maxEnvironments()).isEqualTo(3);
      RolloutSession session = client.open("MetaWorld", List.of("reach-v3"));
      session.reset(new int[] {0}, List.of(new Goal(0, 0)));
      main.process().destroy(); // SIGTERM
      for (int step = 0; step < 20; step++) {
        session.step(new int[] {0}, new float[4]); // a session that runs may end in peace
      }
      session.close();
    }
    assertThat(main.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(main.process().exitValue()).as("SIGTERM's").isEqualTo(128 + 15);
  }

  private static ServingStatus health(String address) throws InterruptedException {
    ManagedChannel channel =
        Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    try {
      return HealthGrpc.newBlockingStub(channel)
          .check(HealthCheckRequest.getDefaultInstance())
          .getStatus();
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theMainRefusesAPortInUseInOneLine() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      JavaProcess main = start(SimulatorMain.class, "--port", port);
      assertThat(main.output())
          .contains("--port is " + port, "in use", "give another port")
          .doesNotContain("\tat ");
      assertThat(main.process().waitFor()).isEqualTo(2);
    }
  }

  @Test
  void theMainRefusesAWrongNumber() throws IOException, InterruptedException {
    JavaProcess main = start(SimulatorMain.class, "--threads", "0");
    assertThat(main.output()).contains("--threads is 0: give 1 or more");
    assertThat(main.process().waitFor()).isEqualTo(2);
  }
}
