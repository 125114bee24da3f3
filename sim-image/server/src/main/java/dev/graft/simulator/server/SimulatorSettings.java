package dev.graft.simulator.server;

/**
 * The size of a simulator.
 *
 * @param maxEnvironments that all sessions together may hold
 * @param maxEnvironmentsPerSession that one session may hold
 * @param threads that step environments; as many again open them and run demonstrations
 */
public record SimulatorSettings(int maxEnvironments, int maxEnvironmentsPerSession, int threads) {
  /** Environments when nobody says how many; each takes some megabytes. */
  public static final int DEFAULT_MAX_ENVIRONMENTS = 64;

  /** Checks the bounds. */
  public SimulatorSettings {
    requirePositive("max-environments", maxEnvironments);
    requirePositive("max-environments-per-session", maxEnvironmentsPerSession);
    requirePositive("threads", threads);
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
