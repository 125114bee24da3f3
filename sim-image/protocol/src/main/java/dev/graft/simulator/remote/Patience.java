package dev.graft.simulator.remote;

import java.time.Duration;

/**
 * How long a client waits before it holds a simulator for lost, and how often it looks for another.
 *
 * @param connect for any replica to become reachable, when none is, and for one to have room, when
 *     a lost one must be replaced; zero asks each once
 * @param answer for one answer: a description, the next demonstration, an opened session, a step
 * @param losses replicas that a session or a collection may lose in a row, without an answer to a
 *     new request between, and still go on; zero ends it with its replica
 */
public record Patience(Duration connect, Duration answer, int losses) {
  private static final int STANDARD_LOSSES = 3;

  /** For simulator pods that may still be starting, or start again. */
  public static final Patience STANDARD =
      new Patience(Duration.ofMinutes(2), Duration.ofMinutes(2));

  /** Checks the bounds. */
  public Patience {
    if (connect.isNegative()) {
      throw new IllegalArgumentException(
          "connect is " + connect + ": give zero or more, such as PT2M");
    }
    if (!answer.isPositive()) {
      throw new IllegalArgumentException(
          "answer is " + answer + ": give more than zero, such as PT2M");
    }
    if (losses < 0) {
      throw new IllegalArgumentException("losses is " + losses + ": give zero or more, such as 3");
    }
  }

  /** With the standard number of losses. */
  public Patience(Duration connect, Duration answer) {
    this(connect, answer, STANDARD_LOSSES);
  }
}
