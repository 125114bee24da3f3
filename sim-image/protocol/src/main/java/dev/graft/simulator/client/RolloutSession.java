package dev.graft.simulator.client;

import java.util.List;

/** Environments stepped together. Not thread-safe. */
public interface RolloutSession extends AutoCloseable {

  /**
   * Starts an episode in some environments.
   *
   * @param environments indices of the environments
   * @param goals one for each
   * @return observations {@code [environments, observation size]}, row-major
   */
  float[] reset(int[] environments, List<Goal> goals);

  /**
   * Steps some environments; the others rest.
   *
   * @param environments ascending indices
   * @param actions {@code [environments, action size]}, row-major, each in [-1, 1]
   */
  Transition step(int[] environments, float[] actions);

  @Override
  void close();
}
