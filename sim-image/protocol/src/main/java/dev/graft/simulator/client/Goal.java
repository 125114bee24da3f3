package dev.graft.simulator.client;

import java.util.Objects;

/**
 * The {@code index}-th goal of a task's sequence for {@code seed}: object and goal positions.
 *
 * @param seed names the sequence
 * @param index position in it, from 0
 * @param benchmark whose sequence, such as {@code ML45-test}; empty: Graft's own
 */
public record Goal(long seed, int index, String benchmark) {
  /** Reads an absent benchmark as Graft's own goals. */
  public Goal {
    benchmark = Objects.requireNonNullElse(benchmark, "");
  }

  /** One of Graft's own goals. */
  public Goal(long seed, int index) {
    this(seed, index, "");
  }
}
