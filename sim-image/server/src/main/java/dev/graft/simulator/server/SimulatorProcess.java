package dev.graft.simulator.server;

import dev.graft.simulator.server.metrics.MetricsEndpoint;
import dev.graft.suites.Suite;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A simulator server as the work of a whole process: it runs until the process is told to end, and
 * then lets the calls finish that it has begun.
 */
public final class SimulatorProcess {
  /** Less than the 30 s that Kubernetes leaves a pod by default. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_INPUT = 2;

  /** Tells every connection that breaks in thirty lines; held, so that its level is. */
  private static final Logger NETTY = Logger.getLogger("io.grpc.netty.shaded");

  private SimulatorProcess() {}

  /**
   * Serves until the process ends.
   *
   * @param metricsPort of the metrics, at the same host; null for none
   * @param log receives one line when it serves, and one if it cannot
   * @return the process's exit code: 0 done, 1 failed, 2 the address cannot be had
   */
  public static int serve(
      InetSocketAddress address,
      @Nullable Integer metricsPort,
      List<Suite> suites,
      SimulatorSettings settings,
      PrintWriter log) {
    if (address.isUnresolved()) {
      log.println(
          "--host is '" + address.getHostString() + "': no such host; give 0.0.0.0 or 127.0.0.1");
      return WRONG_INPUT;
    }
    NETTY.setLevel(Level.SEVERE);
    if (metricsPort == null) {
      return serve(address, suites, settings, new CompositeMeterRegistry(), log);
    }
    InetSocketAddress where = new InetSocketAddress(address.getAddress(), metricsPort);
    try (MetricsEndpoint endpoint = MetricsEndpoint.listen(where)) {
      log.printf("metrics at http://%s:%d/metrics%n", address.getHostString(), endpoint.port());
      return serve(address, suites, settings, endpoint.registry(), log);
    } catch (IOException failure) {
      return refuse("--metrics-port", where, failure, log);
    }
  }

  private static int serve(
      InetSocketAddress address,
      List<Suite> suites,
      SimulatorSettings settings,
      MeterRegistry registry,
      PrintWriter log) {
    try {
      SimulatorServer server = SimulatorServer.listen(address, suites, settings, registry);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.drain(GRACE), "drain"));
      log.printf(
          "simulator %s serves at %s:%d%n",
          SimulatorVersion.text(), address.getHostString(), server.port());
      log.flush();
      server.awaitEnd();
      return DONE;
    } catch (IOException failure) {
      return refuse("--port", address, failure, log);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int refuse(
      String option, InetSocketAddress address, IOException failure, PrintWriter log) {
    String why =
        failure.getCause() == null ? failure.getMessage() : failure.getCause().getMessage();
    log.printf(
        "%s is %d: cannot listen at %s (%s); give another port, or stop the process that has it%n",
        option, address.getPort(), address, why);
    log.flush();
    return WRONG_INPUT;
  }
}
