package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How a policy is evaluated: rollouts on a fixed list of goals that all methods share.
 *
 * @param episodes goals per task
 * @param seed draws the goals
 * @param everyEpochs evaluate after every so many epochs too; 0: at the end only
 * @param maxEpisodeSteps steps after which an episode counts as failed
 */
public record Evaluation(
    @JsonPropertyDescription("Goals per task, an episode each.") @Default("10") @Min(1) @Max(10_000)
        int episodes,
    @JsonPropertyDescription("Draws the goals; the same seed gives all methods the same goals.")
        @Default("0")
        @Min(0)
        @Max(2_147_483_647)
        long seed,
    @JsonPropertyDescription("Evaluate after every so many epochs too; 0: at the end only.")
        @Default("0")
        @Min(0)
        @Max(1_000_000)
        int everyEpochs,
    @JsonPropertyDescription("Steps after which an episode counts as failed.")
        @Default("500")
        @Min(1)
        @Max(500)
        int maxEpisodeSteps) {}
