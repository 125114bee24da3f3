package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of an AdapterJob: one backbone, and adapters trained on it, one per task and
 * seed.
 *
 * @param suite the simulated benchmark the tasks come from
 * @param backbone where the frozen policy backbone comes from
 * @param adapter what is trained on the backbone; absent: pretrain only
 * @param demonstrations where demonstrations come from, for pretraining and adaptation
 * @param observation what the policy sees
 * @param evaluation how policies are evaluated in the simulator
 * @param simulation the simulators that collect and evaluate
 * @param trainer the processes that train
 * @param tracking the MLflow server and experiment
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.backbone.pretrain) || !has(self.backbone.pretrain.architecture.gpt2) ||"
            + " self.evaluation.maxEpisodeSteps <="
            + " self.backbone.pretrain.architecture.gpt2.maxTimesteps",
    fieldPath = ".evaluation.maxEpisodeSteps",
    message = "is more than the maxTimesteps of the backbone; use less, or raise maxTimesteps")
@ValidationRule(
    value = "has(self.adapter) || !has(self.backbone.fromJob)",
    fieldPath = ".backbone.fromJob",
    message = "does nothing without spec.adapter; give what to train on that backbone")
public record AdapterJobSpec(
    @JsonPropertyDescription("The simulated benchmark that the tasks come from.")
        @Default("MetaWorld")
        Suite suite,
    @JsonPropertyDescription("Where the frozen policy backbone comes from.") @Required
        Backbone backbone,
    @JsonPropertyDescription(
            "What is trained on the frozen backbone, one run per task and seed; absent: pretrain only.")
        @Nullable Adapter adapter,
    @JsonPropertyDescription("Where demonstrations come from, for pretraining and adaptation.")
        Demonstrations demonstrations,
    @JsonPropertyDescription("What the policy sees.") Observation observation,
    @JsonPropertyDescription("How policies are evaluated in the simulator.") Evaluation evaluation,
    @JsonPropertyDescription("The simulators that collect demonstrations and run evaluations.")
        Simulation simulation,
    @JsonPropertyDescription("The processes that train.") TrainerSettings trainer,
    @JsonPropertyDescription("The MLflow server and experiment.") Tracking tracking) {

  /** The same job with other demonstrations. */
  public AdapterJobSpec with(Demonstrations others) {
    return new AdapterJobSpec(
        suite, backbone, adapter, others, observation, evaluation, simulation, trainer, tracking);
  }
}
