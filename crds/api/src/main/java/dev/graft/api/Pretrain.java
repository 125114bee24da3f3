package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * Pretraining of a backbone by behaviour cloning on several tasks.
 *
 * @param tasks the training tasks
 * @param seed draws initialisation, order and dropout
 * @param architecture the policy network
 * @param training the optimisation
 * @param registerAs name of the registered model that gets the backbone as a version; absent: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pretrain(
    @JsonPropertyDescription("The tasks that the backbone learns.") @Required Tasks tasks,
    @JsonPropertyDescription("Draws initialisation, order and dropout.")
        @Default("0")
        @Min(0)
        @Max(2_147_483_647)
        long seed,
    @JsonPropertyDescription("The policy network.") Architecture architecture,
    @JsonPropertyDescription("The optimisation; give epochs or steps.") @Required
        PretrainTraining training,
    @JsonPropertyDescription(
            "Name of an MLflow registered model that gets the backbone as a version, with the alias"
                + " seed-N; absent: it is not registered.")
        @Size(min = 1, max = 100)
        @Pattern(REGISTERED)
        @Nullable String registerAs) {
  /** Of a registered model's name: such as can be part of an address. */
  static final String REGISTERED = "^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$";
}
