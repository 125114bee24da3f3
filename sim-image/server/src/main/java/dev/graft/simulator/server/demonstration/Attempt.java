package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.task.BenchmarkTask;

/**
 * One goal to try.
 *
 * @param position of the task in its order
 * @param task what to do
 * @param goalIndex at which goal of the order's seed
 */
record Attempt(int position, BenchmarkTask task, int goalIndex) {}
