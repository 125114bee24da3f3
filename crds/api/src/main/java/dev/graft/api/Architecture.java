package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The policy network; exactly one member.
 *
 * @param gpt2 a GPT-2-style causal transformer over states and actions
 * @param mlp layers from a state to an action
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.gpt2) != has(self.mlp)",
    messageExpression =
        "has(self.gpt2) ? 'has both gpt2 and mlp; keep one of them' : 'has neither gpt2 nor mlp;"
            + " give one of them'",
    message = "needs exactly one of gpt2 and mlp")
public record Architecture(
    @JsonPropertyDescription("A GPT-2-style causal transformer over states and actions.")
        @Nullable Gpt2 gpt2,
    @JsonPropertyDescription(
            "The baseline without a past: fully connected layers from a state to an action; adapted by"
                + " actionHead, fullFineTune or zeroShot.")
        @Nullable Mlp mlp) {

  /** A transformer. */
  public static Architecture of(Gpt2 gpt2) {
    return new Architecture(gpt2, null);
  }

  /** A multilayer perceptron. */
  public static Architecture of(Mlp mlp) {
    return new Architecture(null, mlp);
  }
}
