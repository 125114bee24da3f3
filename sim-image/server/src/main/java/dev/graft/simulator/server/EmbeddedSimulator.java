package dev.graft.simulator.server;

import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.remote.Patience;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.suites.Suite;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * A simulator in this process: the server of the pods and a client of it, with no socket between
 * them. Closing it ends whatever runs in it.
 */
public final class EmbeddedSimulator implements AutoCloseable {
  private static final Patience PATIENCE = new Patience(Duration.ZERO, Duration.ofMinutes(10));

  private final SimulatorServer server;
  private final SimulatorClient client;

  private EmbeddedSimulator(SimulatorServer server, SimulatorClient client) {
    this.server = server;
    this.client = client;
  }

  /** With every suite there is. */
  public static EmbeddedSimulator start(SimulatorSettings settings) {
    return start(InstalledSuites.all(), settings);
  }

  /** With these suites. */
  public static EmbeddedSimulator start(List<Suite> suites, SimulatorSettings settings) {
    String name = InProcessServerBuilder.generateName();
    try {
      SimulatorServer server = SimulatorServer.inProcess(name, suites, settings);
      return new EmbeddedSimulator(
          server,
          SimulatorClient.over(
              InProcessChannelBuilder.forName(name).build(), "in this process", PATIENCE));
    } catch (IOException impossible) { // there is no socket to fail
      throw new UncheckedIOException(impossible);
    }
  }

  /** A client, connected; it ends with this. Thread-safe. */
  public Simulator simulator() {
    return client;
  }

  /** Environments that no session holds. */
  public int freeEnvironments() {
    return server.freeEnvironments();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
