package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * A multilayer perceptron policy from a state to an action (Transformer Adapters for Robot
 * Learning, section 3, baseline MLP).
 *
 * @param layers hidden layers
 * @param hiddenDim width of each
 * @param window environment steps of a training window, each on its own
 * @param dropout probability after each hidden layer, in training only
 */
public record Mlp(
    @JsonPropertyDescription("Hidden layers.") @Default("3") @Min(1) @Max(64) int layers,
    @JsonPropertyDescription("Width of each hidden layer.") @Default("512") @Min(1) @Max(8192)
        int hiddenDim,
    @JsonPropertyDescription(
            "Environment steps of a training window, each predicted on its own: with as many as a"
                + " transformer's context, a batch holds as many states.")
        @Default("50")
        @Min(1)
        @Max(4096)
        int window,
    @JsonPropertyDescription("Dropout probability after each hidden layer, in training only.")
        @Default("0.1")
        @Min(0)
        @Max(value = 1, inclusive = false)
        double dropout) {}
