package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;

/**
 * What the policy sees; exactly one member.
 *
 * @param state the simulator's state vector
 */
public record Observation(
    @JsonPropertyDescription("The simulator's state vector.") @Required State state) {
  /**
   * The state vector, with the goal's coordinates masked (zeroed after standardisation) or visible.
   *
   * @param pretrainGoal the goal in pretraining
   * @param adaptGoal the goal in adaptation and evaluation
   */
  public record State(
      @JsonPropertyDescription("Whether the goal's coordinates are seen in pretraining.")
          @Default("Masked")
          GoalVisibility pretrainGoal,
      @JsonPropertyDescription(
              "Whether the goal's coordinates are seen in adaptation and evaluation.")
          @Default("Visible")
          GoalVisibility adaptGoal) {}
}
