package dev.graft.simulator.server;

import java.time.Duration;

/**
 * The size of a simulator.
 *
 * @param maxEnvironments that all sessions together may hold
 * @param maxEnvironmentsPerSession that one session may hold
 * @param threads that step environments; as many again open them and run demonstrations
 * @param idle how long a client may leave a session without a request, or a collection unread,
 *     before it is ended
 */
public record SimulatorSettings(
    int maxEnvironments, int maxEnvironmentsPerSession, int threads, Duration idle) {
  /** Environments when nobody says how many; each takes some megabytes. */
  public static final int DEFAULT_MAX_ENVIRONMENTS = 64;

  /** Longer than a training epoch between two evaluations of a session that is kept open. */
  public static final Duration DEFAULT_IDLE = Duration.ofMinutes(15);

  /** Checks the bounds. */
  public SimulatorSettings {
    requirePositive("max-environments", maxEnvironments);
    requirePositive("max-environments-per-session", maxEnvironmentsPerSession);
    requirePositive("threads", threads);
    if (!idle.isPositive()) {
      throw new IllegalArgumentException("idle is " + idle + ": give more than zero, as PT15M");
    }
  }

  /** With the usual patience with idle clients. */
  public SimulatorSettings(int maxEnvironments, int maxEnvironmentsPerSession, int threads) {
    this(maxEnvironments, maxEnvironmentsPerSession, threads, DEFAULT_IDLE);
  }

  /** One thread for each processor, and sessions that may fill the simulator. */
  public static SimulatorSettings standard() {
    return new SimulatorSettings(
        DEFAULT_MAX_ENVIRONMENTS,
        DEFAULT_MAX_ENVIRONMENTS,
        Runtime.getRuntime().availableProcessors());
  }

  private static void requirePositive(String field, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(field + " is " + value + ": give 1 or more");
    }
  }
}
