package dev.graft.api;

import java.util.List;

/**
 * What is trained on the frozen backbone: one independent run per task and seed.
 *
 * @param method the adaptation method
 * @param trainHead whether the action head is trained too; actionHead and fullFineTune always do
 * @param tasks the tasks to adapt to
 * @param seeds each draws a run's initialisation, order and dropout; a set
 * @param training the optimisation
 */
public record Adapter(
    Method method, boolean trainHead, Tasks tasks, List<Long> seeds, AdaptTraining training) {
  /** Copies the seeds. */
  public Adapter {
    seeds = List.copyOf(seeds);
  }
}
