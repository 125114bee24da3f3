package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/**
 * Pretraining of a backbone by behaviour cloning on several tasks.
 *
 * @param tasks the training tasks
 * @param seed draws initialisation, order and dropout
 * @param architecture the policy network
 * @param training the optimisation
 */
public record Pretrain(
    @JsonPropertyDescription("The tasks that the backbone learns.") @Required Tasks tasks,
    @JsonPropertyDescription("Draws initialisation, order and dropout.")
        @Default("0")
        @Min(0)
        @Max(2_147_483_647)
        long seed,
    @JsonPropertyDescription("The policy network.") Architecture architecture,
    @JsonPropertyDescription("The optimisation; give epochs or steps.") @Required
        PretrainTraining training) {}
