package dev.graft.api;

/**
 * The policy network; exactly one member.
 *
 * @param gpt2 a GPT-2-style causal transformer over states and actions
 */
public record Architecture(Gpt2 gpt2) {}
