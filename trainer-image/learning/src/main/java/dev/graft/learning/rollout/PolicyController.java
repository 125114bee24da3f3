package dev.graft.learning.rollout;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Backbone;

/**
 * A policy acting in several environments. Owns native memory; not thread-safe.
 *
 * <p>An episode's tokens are s0, a0, s1, a1, ...: the first call after {@link #start} encodes s0
 * alone, every later one the action it returned last and the new state. Environments may stand at
 * different timesteps, and take part in a call or not.
 */
public final class PolicyController implements AutoCloseable {

  private PolicyController() {}

  /**
   * Loads a policy.
   *
   * @param adapter {@link Adapter#none} for the backbone alone
   * @param environments number of environments
   * @throws IllegalArgumentException when the adapter belongs to another backbone
   */
  public static PolicyController open(
      Backbone backbone,
      Adapter adapter,
      GoalVisibility goal,
      int environments,
      WindowMode windowMode) {
    throw new UnsupportedOperationException();
  }

  /** Forgets the episodes of some environments: their next state is the first of a new one. */
  public void start(int[] environments) {
    throw new UnsupportedOperationException();
  }

  /**
   * Acts.
   *
   * @param environments distinct indices
   * @param states {@code [environments, stateDim]}, row-major, goal visible, in the simulator's
   *     units
   * @return {@code [environments, actionDim]}, row-major, each in [-1, 1]
   */
  public float[] act(int[] environments, float[] states) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
