package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A GPT-2-style causal transformer policy (Transformer Adapters for Robot Learning, section 2.1).
 *
 * @param layers transformer blocks
 * @param heads attention heads, a divisor of {@code embeddingDim}
 * @param embeddingDim width of the token embedding
 * @param context environment steps attended to; each is two tokens, a state and an action
 * @param maxTimesteps learned timestep embeddings, at least the longest episode
 * @param dropout probability, in training only
 */
@ValidationRule(
    value = "self.embeddingDim % self.heads == 0",
    fieldPath = ".heads",
    message = "does not divide embeddingDim; use a divisor of it")
@ValidationRule(
    value = "self.context <= self.maxTimesteps",
    fieldPath = ".context",
    message = "is more than maxTimesteps; use less, or raise maxTimesteps")
public record Gpt2(
    @JsonPropertyDescription("Transformer blocks.") @Default("4") @Min(1) @Max(64) int layers,
    @JsonPropertyDescription("Attention heads, a divisor of embeddingDim.")
        @Default("4")
        @Min(1)
        @Max(128)
        int heads,
    @JsonPropertyDescription("Width of the token embedding.") @Default("768") @Min(1) @Max(8192)
        int embeddingDim,
    @JsonPropertyDescription(
            "Environment steps attended to; each is two tokens, a state and an action.")
        @Default("50")
        @Min(1)
        @Max(4096)
        int context,
    @JsonPropertyDescription("Learned timestep embeddings, at least the longest episode.")
        @Default("500")
        @Min(1)
        @Max(100_000)
        int maxTimesteps,
    @JsonPropertyDescription("Dropout probability, in training only.")
        @Default("0.1")
        @Min(0)
        @Max(value = 1, inclusive = false)
        double dropout) {}
