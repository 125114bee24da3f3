package dev.graft.learning.policy;

/** What training minimises: a mean over the numbers of the demonstrated actions. */
public enum Loss {
  /** The mean squared error. */
  MSE,
  /**
   * The negative log-likelihood under a normal distribution around the predicted action, see {@link
   * ActionDeviation}.
   */
  GAUSSIAN_NLL;

  /** Whether it has a parameter of its own. */
  public boolean hasDeviation() {
    return this == GAUSSIAN_NLL;
  }

  /**
   * Writes it.
   *
   * @param actions variable with the predictions, {@code [B, T, A]}; {@code targets} are of the
   *     same shape, {@code weights} {@code [B, T, 1]}
   * @return variable with the weighted sum
   */
  String write(ScriptWriter script, String actions) {
    String squares = script.assign("torch.pow(torch.sub(%s, targets), 2)".formatted(actions));
    String errors =
        switch (this) {
          case MSE -> squares;
          case GAUSSIAN_NLL -> ActionDeviation.negativeLogLikelihood(script, squares);
        };
    return script.assign("torch.sum(torch.mul(%s, weights))".formatted(errors));
  }
}
