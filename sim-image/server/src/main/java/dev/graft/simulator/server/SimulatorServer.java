package dev.graft.simulator.server;

import dev.graft.simulator.server.metrics.CallWatch;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.suites.Suite;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
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
    return listen(address, suites, settings, new CompositeMeterRegistry());
  }

  /**
   * As {@link #listen(InetSocketAddress, List, SimulatorSettings)}, with metrics.
   *
   * @param registry that gets them; it is not closed here
   */
  public static SimulatorServer listen(
      InetSocketAddress address,
      List<Suite> suites,
      SimulatorSettings settings,
      MeterRegistry registry)
      throws IOException {
    EventLoops loops = new EventLoops(settings.threads());
    try {
      return start(transport(address, loops, settings), loops::close, suites, settings, registry);
    } catch (IOException | RuntimeException | Error failure) {
      loops.close();
      throw failure;
    }
  }

  private static ServerBuilder<?> transport(
      InetSocketAddress address, EventLoops loops, SimulatorSettings settings) {
    return loops
        .serve(NettyServerBuilder.forAddress(address))
        .maxInboundMessageSize(Limits.messageBytes(settings))
        .maxInboundMetadataSize(Limits.HEADER_BYTES)
        .maxConcurrentCallsPerConnection(Limits.callsPerConnection(settings))
        .maxConnectionIdle(Limits.UNUSED_CONNECTION.toSeconds(), TimeUnit.SECONDS)
        .handshakeTimeout(Limits.HANDSHAKE.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTime(PING_EVERY.toSeconds(), TimeUnit.SECONDS)
        .keepAliveTimeout(PING_ANSWERED_WITHIN.toSeconds(), TimeUnit.SECONDS)
        .permitKeepAliveTime(MOST_FREQUENT_PING.toSeconds(), TimeUnit.SECONDS);
  }

  /** In this process, under a name that an in-process channel finds. */
  public static SimulatorServer inProcess(
      String name, List<Suite> suites, SimulatorSettings settings) throws IOException {
    return start(
        InProcessServerBuilder.forName(name),
        () -> {},
        suites,
        settings,
        new CompositeMeterRegistry());
  }

  private static SimulatorServer start(
      ServerBuilder<?> transport,
      Runnable end,
      List<Suite> suites,
      SimulatorSettings settings,
      MeterRegistry registry)
      throws IOException {
    SimulatorMetrics metrics = new SimulatorMetrics(registry);
    SimulatorService service = new SimulatorService(suites, settings, metrics);
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        transport
            .intercept(new CallWatch(metrics))
            .addService(service)
            .addService(health.getHealthService())
            .addService(ProtoReflectionServiceV1.newInstance())
            .build()
            .start();
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
