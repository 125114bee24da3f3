package dev.graft.trainer.mlflow;

import java.time.Duration;

/**
 * How patient a client is with a server that is away.
 *
 * @param attempts requests in all, at least 1
 * @param firstPause before the second request; each later pause is twice as long
 * @param longestPause bound of the pauses
 * @param timeout of one request
 */
public record RetryPolicy(
    int attempts, Duration firstPause, Duration longestPause, Duration timeout) {
  /** About two minutes: long enough for a server to be restarted. */
  public static final RetryPolicy PATIENT =
      new RetryPolicy(9, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

  /** About four seconds: for a person who waits for the answer. */
  public static final RetryPolicy BRIEF =
      new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(60));

  /** One request: for a caller that waits by other means, or can do without the answer. */
  public static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60));

  /** Refuses a policy without a request. */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts " + attempts + ": must be at least 1");
    }
  }

  /**
   * The pause before another request.
   *
   * @param failures requests that have failed, at least 1
   */
  public Duration pauseAfter(int failures) {
    Duration pause = firstPause;
    for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
