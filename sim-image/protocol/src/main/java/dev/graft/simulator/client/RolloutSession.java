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

  /** As {@link #reset(int[], List)}, where pictures can be left out. */
  default float[] reset(int[] environments, List<Goal> goals, Pictures pictures) {
    return reset(environments, goals);
  }

  /** As {@link #step(int[], float[])}, where pictures can be left out. */
  default Transition step(int[] environments, float[] actions, Pictures pictures) {
    return step(environments, actions);
  }

  /**
   * What the session's cameras saw after the last reset or step: {@code [environments of that
   * request, cameras]}, row-major. Empty for a session without cameras and where they were left
   * out.
   */
  default List<Picture> pictures() {
    return List.of();
  }

  /** Whether cameras take pictures of what a request leads to. */
  enum Pictures {
    /** They do. */
    TAKEN,
    /** They do not, and the answer comes sooner: for the steps between those that a policy sees. */
    LEFT_OUT
  }

  @Override
  void close();
}
