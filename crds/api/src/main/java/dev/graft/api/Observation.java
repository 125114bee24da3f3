package dev.graft.api;

/**
 * What the policy sees; exactly one member.
 *
 * @param state the simulator's state vector
 */
public record Observation(State state) {
  /**
   * The state vector, with the goal's coordinates masked (zeroed after standardisation) or visible.
   *
   * @param pretrainGoal the goal in pretraining
   * @param adaptGoal the goal in adaptation and evaluation
   */
  public record State(GoalVisibility pretrainGoal, GoalVisibility adaptGoal) {}
}
