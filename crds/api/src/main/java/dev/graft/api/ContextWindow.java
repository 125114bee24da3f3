package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a transformer attends to in rollouts, once an episode has outgrown its context. */
public enum ContextWindow {
  /** The last {@code context} steps, encoded anew at every step, as in training. */
  @JsonPropertyDescription("The last context steps, encoded anew at every step.")
  Sliding,
  /** Half of them to all of them: the later half is encoded anew each time the context is full. */
  @JsonPropertyDescription("The later half is encoded anew each time the context is full.")
  Blockwise;

  /**
   * Keeps a setting that is {@link #Sliding} out of JSON: what was planned before there was a
   * choice keeps its digest. Compared by Jackson.
   */
  static final class Unchosen {
    @Override
    public boolean equals(Object other) {
      return other == null || other == Sliding;
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
