package dev.graft.learning.data;

/**
 * How a policy reads states: standardised with its backbone's statistics, the goal masked or not.
 *
 * @param statistics of the backbone
 * @param goal where the goal lies
 * @param visibility whether the policy sees it
 */
public record StateReader(StateStatistics statistics, GoalRange goal, GoalVisibility visibility) {

  /**
   * Reads states.
   *
   * @param states {@code [rows, stateDim]}, in the simulator's units; not changed
   * @return {@code [rows, stateDim]}, as the network gets them
   */
  public float[] read(float[] states) {
    return statistics.standardise(states, goal, visibility);
  }
}
