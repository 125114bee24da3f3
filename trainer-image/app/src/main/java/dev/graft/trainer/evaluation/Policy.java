package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import java.util.List;

/** What acts in several environments; not thread-safe. */
public interface Policy {
  /**
   * Forgets the episodes of some environments: their next state is the first of a new one.
   *
   * @param goals one for each; only policies that no robot could have look at them
   */
  void start(int[] environments, List<Goal> goals);

  /**
   * Acts.
   *
   * @param environments ascending indices
   * @param states {@code [environments, state size]}, row-major
   * @return {@code [environments, action size]}, row-major, each in [-1, 1]
   */
  float[] act(int[] environments, float[] states);
}
