package dev.graft.learning.rollout;

/** What happens when an episode outgrows the context. */
public enum WindowMode {
  /** The last {@code context} steps are encoded anew at every step, as in training. */
  EXACT,
  /**
   * The later half of the context is encoded anew when it is full, then steps are cached again:
   * faster, and at times with half the history.
   */
  BLOCKWISE
}
