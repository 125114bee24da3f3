package dev.graft.api;

/** What training minimises. */
public enum Loss {
  /** The mean squared error of the actions. */
  MSE,
  /**
   * The negative logarithm of the demonstrated actions' density under a normal distribution around
   * the predicted ones, with a learned deviation for each number of an action.
   */
  GaussianNLL;

  /**
   * Keeps a loss that is {@link #MSE} out of JSON: what was planned before there was a choice keeps
   * its digest. Compared by Jackson.
   */
  static final class Unchosen {
    @Override
    public boolean equals(Object other) {
      return other == null || other == MSE;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
