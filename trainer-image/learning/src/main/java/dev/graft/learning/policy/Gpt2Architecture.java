package dev.graft.learning.policy;

/**
 * A GPT-2-style causal transformer that predicts an action at every state token.
 *
 * @param layers transformer blocks, at least 1
 * @param heads attention heads, a divisor of {@code embeddingDim}
 * @param embeddingDim width of a token
 * @param context environment steps attended to; each is two tokens, a state and an action
 * @param maxTimesteps learned timestep embeddings; later steps use the last one
 * @param dropout probability after the embedding and after both halves of a block, in training
 * @param stateDim numbers in a state
 * @param actionDim numbers in an action
 */
public record Gpt2Architecture(
    int layers,
    int heads,
    int embeddingDim,
    int context,
    int maxTimesteps,
    double dropout,
    int stateDim,
    int actionDim) {

  /** Refuses sizes below 1, heads that do not divide the width, and a dropout outside [0, 1). */
  public Gpt2Architecture {
    requirePositive("layers", layers);
    requirePositive("heads", heads);
    requirePositive("embeddingDim", embeddingDim);
    requirePositive("context", context);
    requirePositive("maxTimesteps", maxTimesteps);
    requirePositive("stateDim", stateDim);
    requirePositive("actionDim", actionDim);
    if (embeddingDim % heads != 0) {
      throw new IllegalArgumentException(
          "heads is %d, which does not divide embeddingDim %d; choose a divisor"
              .formatted(heads, embeddingDim));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + "; it must lie in [0, 1)");
    }
  }

  /** Width of one attention head. */
  public int headDim() {
    return embeddingDim / heads;
  }

  /** Width of the hidden layer of a block's MLP. */
  public int mlpDim() {
    return 4 * embeddingDim;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
  }
}
