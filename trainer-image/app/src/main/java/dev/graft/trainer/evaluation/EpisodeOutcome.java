package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;

/**
 * What came of one episode.
 *
 * @param goal what was to be done
 * @param success whether the task was solved at some step; the episode ends there
 * @param steps until the success, or all of them
 * @param rewardSum over these steps
 */
public record EpisodeOutcome(Goal goal, boolean success, int steps, double rewardSum) {}
