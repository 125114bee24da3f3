package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * The policy network; exactly one member.
 *
 * @param gpt2 a GPT-2-style causal transformer over states and actions
 */
public record Architecture(
    @JsonPropertyDescription("A GPT-2-style causal transformer over states and actions.") @Required
        Gpt2 gpt2) {}
