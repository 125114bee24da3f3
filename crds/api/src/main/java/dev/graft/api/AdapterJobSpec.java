package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of an AdapterJob: one backbone, and adapters trained on it, one per task and
 * seed.
 *
 * @param suspend whether a cluster is to put the job aside: pods leave a checkpoint and are
 *     released
 * @param queueName the Kueue LocalQueue that a cluster's Jobs wait in; absent: they wait in none
 * @param suite the simulated benchmark the tasks come from
 * @param backbone where the frozen policy backbone comes from
 * @param adapter what is trained on the backbone; absent: pretrain only
 * @param demonstrations where demonstrations come from, for pretraining and adaptation
 * @param observation what the policy sees
 * @param evaluation how policies are evaluated in the simulator
 * @param simulation the simulators that collect and evaluate
 * @param trainer the processes that train
 * @param storage a volume that outlives pods, in a cluster; absent: none
 * @param tracking the MLflow server and experiment
 * @param failurePolicy when a cluster gives up
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
@ValidationRule(
    value = "has(self.adapter) || !has(self.backbone.model)",
    fieldPath = ".backbone.model",
    message = "does nothing without spec.adapter; give what to train on that backbone")
public record AdapterJobSpec(
    @JsonPropertyDescription(
            "Put the job aside: its pods leave a checkpoint and are released, what is finished is kept;"
                + " false again: it goes on. With spec.storage it goes on at the checkpoints.")
        @Default("false")
        boolean suspend,
    @JsonPropertyDescription(
            "The Kueue LocalQueue of this namespace in which the trainers' Jobs wait for quota; absent:"
                + " they start at once. `graft run` does not look at it.")
        @Size(min = 1, max = 63)
        @Pattern(LocalReference.NAME)
        @Nullable String queueName,
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
    @JsonPropertyDescription(
            "A volume for checkpoints and undelivered records, so that they outlive pods of a cluster.")
        @Nullable Storage storage,
    @JsonPropertyDescription("The MLflow server and experiment.") Tracking tracking,
    @JsonPropertyDescription("When a cluster gives up.") FailurePolicy failurePolicy) {
  /** Fills in what specs of before there was a choice do not say. */
  public AdapterJobSpec {
    failurePolicy = Objects.requireNonNullElse(failurePolicy, FailurePolicy.DEFAULT);
  }

  /** The same job with other demonstrations. */
  public AdapterJobSpec with(Demonstrations others) {
    return new AdapterJobSpec(
        suspend,
        queueName,
        suite,
        backbone,
        adapter,
        others,
        observation,
        evaluation,
        simulation,
        trainer,
        storage,
        tracking,
        failurePolicy);
  }
}
