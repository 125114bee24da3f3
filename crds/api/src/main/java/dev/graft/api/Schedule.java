package dev.graft.api;

/** What the learning rate does after the warm-up. */
public enum Schedule {
  /** It stays. */
  Constant,
  /** It falls along half a cosine to a twentieth of its peak at the last step. */
  Cosine
}
