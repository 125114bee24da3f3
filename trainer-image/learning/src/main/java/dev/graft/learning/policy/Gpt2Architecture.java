package dev.graft.learning.policy;

import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.Tensor;
import java.util.Collections;
import java.util.List;

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
    int actionDim)
    implements Architecture {

  /** Refuses sizes below 1, heads that do not divide the width, and a dropout outside [0, 1). */
  public Gpt2Architecture {
    Architecture.requirePositive("layers", layers);
    Architecture.requirePositive("heads", heads);
    Architecture.requirePositive("embeddingDim", embeddingDim);
    Architecture.requirePositive("context", context);
    Architecture.requirePositive("maxTimesteps", maxTimesteps);
    Architecture.requirePositive("stateDim", stateDim);
    Architecture.requirePositive("actionDim", actionDim);
    if (embeddingDim % heads != 0) {
      throw new IllegalArgumentException(
          "heads is %d, which does not divide embeddingDim %d; choose a divisor"
              .formatted(heads, embeddingDim));
    }
    Architecture.requireDropout(dropout);
  }

  /** Width of one attention head. */
  public int headDim() {
    return embeddingDim / heads;
  }

  /** Width of the hidden layer of a block's MLP. */
  public int mlpDim() {
    return 4 * embeddingDim;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Gpt2Parameters.of(this);
  }

  @Override
  public int memory() {
    return context;
  }

  /** Keys {@code k} and values {@code v} of each block, {@code [environments, 2c, H, d / H]}. */
  @Override
  public List<Memory> emptyMemory(int environments) {
    long slots = 2L * context;
    int size = Math.toIntExact(environments * slots * embeddingDim);
    Tensor empty = Tensor.of(new float[size], environments, slots, heads, headDim());
    List<Tensor> blocks = Collections.nCopies(layers, empty);
    return List.of(new Memory("k", blocks), new Memory("v", blocks));
  }
}
