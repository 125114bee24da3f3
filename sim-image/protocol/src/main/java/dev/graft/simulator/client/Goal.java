package dev.graft.simulator.client;

/**
 * The {@code index}-th goal of a task's sequence for {@code seed}: object and goal positions.
 *
 * @param seed names the sequence
 * @param index position in it, from 0
 */
public record Goal(long seed, int index) {}
