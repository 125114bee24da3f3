package dev.graft.simulator.client;

import java.util.List;

/**
 * What to demonstrate.
 *
 * @param suite the benchmark
 * @param tasks its tasks
 * @param perTask episodes of each
 * @param seed draws goals and noise
 * @param noise standard deviation of the Gaussian noise added to each action
 * @param successfulOnly whether failed episodes are replaced by the seed's next goal
 * @param stepsAfterSuccess steps kept after the first success; -1 keeps the whole episode
 * @param maxSteps of an episode
 * @param benchmark which goals the seed stands for, as in {@link Goal}; empty: Graft's own
 */
public record DemonstrationRequest(
    String suite,
    List<String> tasks,
    int perTask,
    long seed,
    double noise,
    boolean successfulOnly,
    int stepsAfterSuccess,
    int maxSteps,
    String benchmark) {
  /** Copies the tasks. */
  public DemonstrationRequest {
    tasks = List.copyOf(tasks);
  }
}
