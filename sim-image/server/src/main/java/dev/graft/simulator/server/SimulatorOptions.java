package dev.graft.simulator.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that serves a simulator, as a picocli mixin. */
public final class SimulatorOptions {
  private static final int LARGEST_PORT = 65_535;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--port",
      defaultValue = "7300",
      description = "Port to listen at; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--max-environments",
      defaultValue = "" + SimulatorSettings.DEFAULT_MAX_ENVIRONMENTS,
      description = "Environments of all sessions together (default: ${DEFAULT-VALUE}).")
  private int maxEnvironments;

  @Option(
      names = "--max-environments-per-session",
      description = "Environments of one session (default: as many as of all).")
  private @Nullable Integer maxEnvironmentsPerSession;

  @Option(
      names = "--threads",
      description = "Threads that simulate (default: one for each processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--idle",
      paramLabel = "DURATION",
      defaultValue = "PT15M",
      description =
          "How long a client may leave its session without a request before the session is ended"
              + " (default: ${DEFAULT-VALUE}, 15 minutes).")
  private Duration idle = SimulatorSettings.DEFAULT_IDLE;

  @Option(
      names = "--metrics-port",
      description =
          "Port of the metrics, GET /metrics in Prometheus' format; 0 takes a free one (default:"
              + " none).")
  private @Nullable Integer metricsPort;

  /**
   * The port.
   *
   * @throws ParameterException when it is none
   */
  public int port() {
    return requirePort("port", port);
  }

  /**
   * The port of the metrics, or null for none.
   *
   * @throws ParameterException when it is none
   */
  public @Nullable Integer metricsPort() {
    return metricsPort == null ? null : requirePort("metrics-port", metricsPort);
  }

  private int requirePort(String option, int number) {
    if (number < 0 || number > LARGEST_PORT) {
      throw wrong(option + " is " + number + ": give 0 to " + LARGEST_PORT);
    }
    return number;
  }

  /**
   * The size of the simulator.
   *
   * @throws ParameterException when a number is out of its bounds
   */
  public SimulatorSettings settings() {
    try {
      return new SimulatorSettings(
          maxEnvironments,
          maxEnvironmentsPerSession == null ? maxEnvironments : maxEnvironmentsPerSession,
          threads == null ? Runtime.getRuntime().availableProcessors() : threads,
          idle);
    } catch (IllegalArgumentException outOfBounds) {
      throw wrong(String.valueOf(outOfBounds.getMessage()));
    }
  }

  private RuntimeException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException("these options belong to no command");
    }
    return new ParameterException(command.commandLine(), "--" + message);
  }
}
