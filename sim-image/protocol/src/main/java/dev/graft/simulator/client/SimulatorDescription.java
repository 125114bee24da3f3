package dev.graft.simulator.client;

import java.util.List;

/**
 * What a simulator offers.
 *
 * @param version name and version of the simulator and its engine
 * @param tasks all its tasks
 * @param maxEnvironments of one session
 */
public record SimulatorDescription(String version, List<Task> tasks, int maxEnvironments) {
  /** Copies the tasks. */
  public SimulatorDescription {
    tasks = List.copyOf(tasks);
  }

  /**
   * One task.
   *
   * @param suite its benchmark
   * @param name its name, such as {@code reach-v3}
   * @param observationSize numbers in an observation
   * @param actionSize numbers in an action
   * @param goalOffset first of the goal's coordinates in the observation
   * @param goalSize their number
   * @param horizon steps after which an episode is truncated
   * @param cameras that it can be seen from: those of its scene, then presets
   */
  public record Task(
      String suite,
      String name,
      int observationSize,
      int actionSize,
      int goalOffset,
      int goalSize,
      int horizon,
      List<String> cameras) {
    /** Copies the cameras. */
    public Task {
      cameras = List.copyOf(cameras);
    }

    /** A task that cannot be seen. */
    public Task(
        String suite,
        String name,
        int observationSize,
        int actionSize,
        int goalOffset,
        int goalSize,
        int horizon) {
      this(suite, name, observationSize, actionSize, goalOffset, goalSize, horizon, List.of());
    }
  }
}
