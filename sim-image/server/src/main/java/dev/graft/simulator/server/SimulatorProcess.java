package dev.graft.simulator.server;

import dev.graft.suites.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

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

  private SimulatorProcess() {}

  /**
   * Serves until the process ends.
   *
   * @param log receives one line when it serves, and one if it cannot
   * @return the process's exit code: 0 done, 1 failed, 2 the address cannot be had
   */
  public static int serve(
      InetSocketAddress address, List<Suite> suites, SimulatorSettings settings, PrintWriter log) {
    if (address.isUnresolved()) {
      log.println(
          "--host is '" + address.getHostString() + "': no such host; give 0.0.0.0 or 127.0.0.1");
      return WRONG_INPUT;
    }
    try {
      SimulatorServer server = SimulatorServer.listen(address, suites, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.drain(GRACE), "drain"));
      log.printf(
          "simulator %s serves at %s:%d%n",
          SimulatorVersion.text(), address.getHostString(), server.port());
      log.flush();
      server.awaitEnd();
      return DONE;
    } catch (IOException failure) {
      return refuse(address, failure, log);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int refuse(InetSocketAddress address, IOException failure, PrintWriter log) {
    String why =
        failure.getCause() == null ? failure.getMessage() : failure.getCause().getMessage();
    log.printf(
        "--port is %d: cannot listen at %s (%s); give another port, or stop the process that has it%n",
        address.getPort(), address, why);
    log.flush();
    return WRONG_INPUT;
  }
}
