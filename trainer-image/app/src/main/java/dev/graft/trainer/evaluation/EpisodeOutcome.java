package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import org.jspecify.annotations.Nullable;

/**
 * What came of one episode.
 *
 * @param goal what was to be done
 * @param firstSuccess the step at which the task was solved first, counted from 1; absent: never
 * @param solvedAtEnd whether the task was solved at the last step; absent where the episode was
 *     ended at its first success
 * @param steps of the episode
 * @param rewardSum over these steps
 */
public record EpisodeOutcome(
    Goal goal,
    @Nullable Integer firstSuccess,
    @Nullable Boolean solvedAtEnd,
    int steps,
    double rewardSum) {
  /** Refuses a success after the end. */
  public EpisodeOutcome {
    if (firstSuccess != null && (firstSuccess < 1 || firstSuccess > steps)) {
      throw new IllegalArgumentException(
          "firstSuccess %d: must be one of the %d steps, from 1".formatted(firstSuccess, steps));
    }
  }

  /** Whether the task was solved at some step. */
  public boolean success() {
    return firstSuccess != null;
  }

  /** Steps until the first success, or all where there is none. */
  int stepsUntilSuccess() {
    return firstSuccess == null ? steps : firstSuccess;
  }
}
