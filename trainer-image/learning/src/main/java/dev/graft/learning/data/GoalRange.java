package dev.graft.learning.data;

/**
 * Where the goal lies in a state.
 *
 * @param first index of its first coordinate
 * @param end index after its last coordinate; equal to {@code first} when states hold no goal
 */
public record GoalRange(int first, int end) {
  /** The goal of Meta-World's 39-number observation: its last three numbers. */
  public static final GoalRange META_WORLD = new GoalRange(36, 39);

  /** Refuses a negative or reversed range. */
  public GoalRange {
    if (first < 0 || end < first) {
      throw new IllegalArgumentException(
          "goal range [%d, %d) is reversed or negative".formatted(first, end));
    }
  }
}
