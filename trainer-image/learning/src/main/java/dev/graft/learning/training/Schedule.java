package dev.graft.learning.training;

/** What the learning rate does after the warm-up. */
public enum Schedule {
  /** It stays. */
  CONSTANT,
  /** It falls along half a cosine to a twentieth of its peak at the last step. */
  COSINE
}
