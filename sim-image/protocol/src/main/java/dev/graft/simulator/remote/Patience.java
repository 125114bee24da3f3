package dev.graft.simulator.remote;

import java.time.Duration;

/**
 * How long a client waits before it holds a simulator for lost.
 *
 * @param connect for any replica to become reachable, when none is; zero asks each once
 * @param answer for one answer: a description, the next demonstration, an opened session, a step
 */
public record Patience(Duration connect, Duration answer) {
  /** For simulator pods that may still be starting. */
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
  }
}
