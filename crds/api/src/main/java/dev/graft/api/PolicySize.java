package dev.graft.api;

/**
 * The sizes of a policy network that parameters are counted by.
 *
 * @param blocks transformer blocks; 0: it has none
 * @param width of the layer that the action head reads
 * @param actionDim numbers in an action
 * @param parameters of the whole network
 * @param biases among them
 */
public record PolicySize(long blocks, long width, long actionDim, long parameters, long biases) {

  /**
   * The size of a transformer.
   *
   * @param stateDim numbers in a state
   * @param actionDim numbers in an action
   */
  public static PolicySize of(Gpt2 gpt2, long stateDim, long actionDim) {
    long layers = gpt2.layers();
    long d = gpt2.embeddingDim();
    return new PolicySize(
        layers,
        d,
        actionDim,
        layers * (12 * d * d + 13 * d)
            + d * (stateDim + actionDim + gpt2.maxTimesteps() + 6)
            + actionDim * (d + 1),
        d * (4 + 11 * layers) + actionDim);
  }

  /**
   * The size of a multilayer perceptron.
   *
   * @param stateDim numbers in a state
   * @param actionDim numbers in an action
   */
  public static PolicySize of(Mlp mlp, long stateDim, long actionDim) {
    long layers = mlp.layers();
    long h = mlp.hiddenDim();
    return new PolicySize(
        0,
        h,
        actionDim,
        h * (stateDim + 1) + (layers - 1) * h * (h + 1) + actionDim * (h + 1),
        layers * h + actionDim);
  }
}
