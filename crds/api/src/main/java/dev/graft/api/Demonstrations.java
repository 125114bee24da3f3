package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/**
 * Where demonstrations come from; exactly one member.
 *
 * @param scripted the suite's scripted policies
 */
public record Demonstrations(
    @JsonPropertyDescription("The suite's scripted policies, run in the simulator.") @Required
        Scripted scripted) {
  /**
   * Demonstrations collected from the scripted policies; only successful episodes are kept, cut at
   * their first success.
   *
   * @param perTask successful episodes per task
   * @param noise standard deviation of the Gaussian noise added to each action
   * @param seed draws goals and noise
   * @param goals which goals the seed stands for
   */
  @ValidationRule(
      value = "self.goals == 'Graft' || self.perTask <= 50",
      fieldPath = ".perTask",
      message =
          "is more than the 50 goals a task that a benchmark has; use at most 50, or goals: Graft")
  public record Scripted(
      @JsonPropertyDescription("Successful episodes per task.") @Default("10") @Min(1) @Max(10_000)
          int perTask,
      @JsonPropertyDescription("Standard deviation of the Gaussian noise added to each action.")
          @Default("0.0")
          @Min(0)
          @Max(1)
          double noise,
      @JsonPropertyDescription("Draws goals and noise.") @Default("0") @Min(0) @Max(2_147_483_647)
          long seed,
      @JsonPropertyDescription(
              "Which goals the seed stands for: Graft, its own; or exactly the fifty a task that"
                  + " Python's metaworld draws for a benchmark of this seed (ML10 and ML45: for the"
                  + " half that has the task).")
          @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = GoalSet.Unchosen.class)
          @Default("Graft")
          GoalSet goals) {
    /** Fills in the goals of what was written before there was a choice. */
    public Scripted {
      goals = Objects.requireNonNullElse(goals, GoalSet.Graft);
    }
  }
}
