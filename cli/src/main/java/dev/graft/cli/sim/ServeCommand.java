package dev.graft.cli.sim;

import dev.graft.simulator.server.InstalledSuites;
import dev.graft.simulator.server.SimulatorOptions;
import dev.graft.simulator.server.SimulatorProcess;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves tasks over gRPC, as a simulator pod does. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the tasks over gRPC until it is interrupted, as a simulator pod does.")
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SimulatorOptions options;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen at (default: ${DEFAULT-VALUE}, this machine alone); the service has no"
              + " encryption and no passwords.")
  private String host;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ServeCommand() {}

  @Override
  public Integer call() {
    return SimulatorProcess.serve(
        new InetSocketAddress(host, options.port()),
        options.metricsPort(),
        InstalledSuites.all(),
        options.settings(),
        spec.commandLine().getErr());
  }
}
