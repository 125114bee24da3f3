package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Optimisation settings of pretraining; exactly one of {@code epochs} and {@code steps}. See {@link
 * Training} for the components.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.epochs) != has(self.steps)",
    messageExpression =
        "has(self.steps) ? 'has both epochs and steps; keep one of them' : 'has neither epochs nor"
            + " steps; give one of them'",
    message = "needs exactly one of epochs and steps")
@ValidationRule(
    value = "!has(self.steps) || self.warmupSteps <= self.steps",
    fieldPath = ".warmupSteps",
    message = "is more than the steps of the training; use at most as many")
@ValidationRule(
    value = "!has(self.microBatchSize) || self.microBatchSize <= self.batchSize",
    fieldPath = ".microBatchSize",
    message = "is more than batchSize; use at most as many windows")
public record PretrainTraining(
    @JsonPropertyDescription(
            "Passes over the demonstrations: an epoch draws one window per demonstration step."
                + " Exactly one of epochs and steps is given.")
        @Min(1)
        @Max(1_000_000)
        @Nullable Integer epochs,
    @JsonPropertyDescription(
            "Optimizer steps, instead of epochs. 0 leaves the backbone at its random initialisation, the control of an experiment.")
        @Min(0)
        @Max(100_000_000)
        @Nullable Integer steps,
    @JsonPropertyDescription("Windows per optimizer step.") @Default("64") @Min(1) @Max(65_536)
        int batchSize,
    @JsonPropertyDescription("Peak learning rate of AdamW.")
        @Default("0.0001")
        @Min(value = 0, inclusive = false)
        @Max(1)
        double learningRate,
    @JsonPropertyDescription(
            "What the learning rate does after the warm-up: Constant, or Cosine down to a twentieth of"
                + " its peak.")
        @Default("Constant")
        Schedule schedule,
    @JsonPropertyDescription("Steps over which the learning rate rises linearly to its peak.")
        @Default("0")
        @Min(0)
        @Max(100_000_000)
        int warmupSteps,
    @JsonPropertyDescription("Decoupled weight decay of AdamW.") @Default("0.0001") @Min(0) @Max(1)
        double weightDecay,
    @JsonPropertyDescription("Global norm that the gradient is clipped to.")
        @Default("0.25")
        @Min(value = 0, inclusive = false)
        @Max(1000)
        double gradientClipNorm,
    @JsonPropertyDescription(
            "Probability that all action inputs of a window are zeroed, so that the policy does not"
                + " learn to repeat its last action.")
        @Default("0.5")
        @Min(0)
        @Max(1)
        double actionHistoryDropout,
    @JsonPropertyDescription(
            "Arithmetic of the linear layers and of attention; parameters and optimizer state are always FP32.")
        @Default("FP32")
        Precision precision,
    @JsonPropertyDescription(
            "What is minimised: MSE, the actions' mean squared error, or GaussianNLL, their negative"
                + " log-likelihood with a learned deviation for each of an action's numbers.")
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Loss.Unchosen.class)
        @Default("MSE")
        Loss loss,
    @JsonPropertyDescription(
            "Windows that are in memory at once: the gradients of a batch are summed over parts of so"
                + " many. Absent: the whole batch.")
        @Min(1)
        @Max(65_536)
        @Nullable Integer microBatchSize)
    implements Training {
  /** Fills in the loss of what was written before there was a choice. */
  public PretrainTraining {
    loss = Objects.requireNonNullElse(loss, Loss.MSE);
  }
}
