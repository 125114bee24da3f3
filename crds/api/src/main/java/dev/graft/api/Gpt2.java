package dev.graft.api;

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
public record Gpt2(
    int layers, int heads, int embeddingDim, int context, int maxTimesteps, double dropout) {}
