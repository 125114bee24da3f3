package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;

/**
 * How a policy is evaluated: rollouts on a fixed list of goals that all methods share.
 *
 * @param episodes goals per task
 * @param seed draws the goals
 * @param goals which goals the seed stands for
 * @param everyEpochs validate after every so many epochs; 0: never
 * @param validationEpisodes goals per task of a validation, which are never those of the evaluation
 * @param maxEpisodeSteps steps of an episode
 * @param stopAtSuccess whether an episode ends at its first success: faster, but then nobody knows
 *     whether the task was still solved at the last step
 * @param contextWindow what a transformer attends to in episodes longer than its context
 */
@ValidationRule(
    value = "self.goals == 'Graft' || self.episodes <= 50",
    fieldPath = ".episodes",
    message =
        "is more than the 50 goals a task that a benchmark has; use at most 50, or goals: Graft")
public record Evaluation(
    @JsonPropertyDescription("Goals per task, an episode each.") @Default("10") @Min(1) @Max(10_000)
        int episodes,
    @JsonPropertyDescription("Draws the goals; the same seed gives all methods the same goals.")
        @Default("0")
        @Min(0)
        @Max(2_147_483_647)
        long seed,
    @JsonPropertyDescription(
            "Which goals the seed stands for: Graft, its own, never those of demonstrations; or exactly"
                + " the fifty a task that Python's metaworld draws for a benchmark of this seed (ML10"
                + " and ML45: for the half that has the task), even where demonstrations have them.")
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = GoalSet.Unchosen.class)
        @Default("Graft")
        GoalSet goals,
    @JsonPropertyDescription(
            "Validate the adapter after every so many epochs, and keep the best one too; 0: never. A"
                + " validation has goals of its own, so that the best is not chosen by the evaluation's.")
        @Default("0")
        @Min(0)
        @Max(1_000_000)
        int everyEpochs,
    @JsonPropertyDescription(
            "Goals per task of a validation, an episode each that ends at its first success.")
        @Default("20")
        @Min(1)
        @Max(10_000)
        int validationEpisodes,
    @JsonPropertyDescription("Steps of an episode; one without a success until then has failed.")
        @Default("500")
        @Min(1)
        @Max(500)
        int maxEpisodeSteps,
    @JsonPropertyDescription(
            "End an episode at its first success. Faster, but then only success at any step is known,"
                + " not success at the last step.")
        @Default("false")
        boolean stopAtSuccess,
    @JsonPropertyDescription(
            "What a transformer attends to once an episode has outgrown its context: Sliding, the last"
                + " steps as in training, or Blockwise, which encodes the later half of the context"
                + " anew each time it is full: several times faster, with half the past at times.")
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = ContextWindow.Unchosen.class)
        @Default("Sliding")
        ContextWindow contextWindow) {
  /** Fills in what was written before there was a choice. */
  public Evaluation {
    goals = Objects.requireNonNullElse(goals, GoalSet.Graft);
    contextWindow = Objects.requireNonNullElse(contextWindow, ContextWindow.Sliding);
  }
}
