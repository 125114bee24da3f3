package dev.graft.simulator.server;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main of the simulator pod. */
@Command(
    name = "graft-simulator",
    mixinStandardHelpOptions = true,
    description = "Serves simulated robot tasks to trainers.")
public final class SimulatorMain implements Callable<Integer> {
  @Mixin private @Nullable SimulatorOptions options;

  @Option(
      names = "--host",
      defaultValue = "0.0.0.0",
      description = "Address to listen at (default: ${DEFAULT-VALUE}, every interface).")
  private String host = "0.0.0.0";

  /** Serves until SIGTERM; exits 0 after that, 2 for wrong options or a port in use. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulatorMain()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (options == null) {
      throw new IllegalStateException("call it through picocli");
    }
    return SimulatorProcess.serve(
        new InetSocketAddress(host, options.port()),
        options.metricsPort(),
        InstalledSuites.all(),
        options.settings(),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }
}
