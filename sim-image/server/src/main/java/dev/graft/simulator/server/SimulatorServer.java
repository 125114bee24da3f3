package dev.graft.simulator.server;

import dev.graft.suites.Suite;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running simulator. Thread-safe. */
public final class SimulatorServer implements AutoCloseable {
  /** A client that does not answer a ping for so long is gone, and its environments are freed. */
  private static final Duration PING_EVERY = Duration.ofSeconds(30);

  private static final Duration PING_ANSWERED_WITHIN = Duration.ofSeconds(20);

  /** Clients may ping more often than the server does, not much more. */
  private static final Duration MOST_FREQUENT_PING = Duration.ofSeconds(10);

  private static final Duration LAST_CALLS = Duration.ofSeconds(10);

  private final Server server;
  private final SimulatorService service;
  private final HealthStatusManager health;
  private final Runnable end; // of what carries the calls

  private SimulatorServer(
      Server server, SimulatorService service, HealthStatusManager health, Runnable end) {
    this.server = server;
    this.service = service;
    this.health = health;
    this.end = end;
  }

  /**
   * Behind a socket, without encryption: meant for the pods of one namespace, or this machine.
   *
   * @param address to listen at; port 0 takes a free one
   * @throws IOException when the address cannot be had, such as a port in use
   */
  public static SimulatorServer listen(
      InetSocketAddress address, List<Suite> suites, SimulatorSettings settings)
      throws IOException {
    EventLoops loops = new EventLoops(settings.threads());
    try {
      return start(transport(address, loops), loops::close, suites, settings);
    } catch (IOException | RuntimeException | Error failure) {
      loops.close();
      throw failure;
    }
  }

  private static ServerBuilder<?> transport(InetSocketAddress address, EventLoops loops) {
    return loops
        .serve(NettyServerBuilder.forAddress(address))
        .keepAliveTime(PING_EVERY.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(PING_ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .permitKeepAliveTime(MOST_FREQUENT_PING.toSeconds(), TimeUnit.SECONDS);
  }

  /** In this process, under a name that an in-process channel finds. */
  public static SimulatorServer inProcess(
      String name, List<Suite> suites, SimulatorSettings settings) throws IOException {
    return start(InProcessServerBuilder.forName(name), () -> {}, suites, settings);
  }

  private static SimulatorServer start(
      ServerBuilder<?> transport, Runnable end, List<Suite> suites, SimulatorSettings settings)
      throws IOException {
    SimulatorService service = new SimulatorService(suites, settings);
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        transport.addService(service).addService(health.getHealthService()).build().start();
    return new SimulatorServer(server, service, health, end);
  }

  /** Of the socket; -1 in process. */
  public int port() {
    return server.getPort();
  }

  /** Environments that no session holds. */
  public int freeEnvironments() {
    return service.freeEnvironments();
  }

  /** Waits until the server has ended, by whatever thread. */
  public void awaitEnd() throws InterruptedException {
    server.awaitTermination();
  }

  /**
   * Takes no more calls, gives those that run the time to end, then ends them.
   *
   * @param grace how long they have
   */
  public void drain(Duration grace) {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        server.shutdownNow();
        server.awaitTermination(LAST_CALLS.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException interrupted) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    service.close();
    end.run();
  }

  /** Ends at once, with the calls that run. */
  @Override
  public void close() {
    drain(Duration.ZERO);
  }
}
