package dev.graft.api;

/**
 * How a policy is evaluated: rollouts on a fixed list of goals that all methods share.
 *
 * @param episodes goals per task
 * @param seed draws the goals
 * @param everyEpochs evaluate after every so many epochs too; 0: at the end only
 * @param maxEpisodeSteps steps after which an episode counts as failed
 */
public record Evaluation(int episodes, long seed, int everyEpochs, int maxEpisodeSteps) {}
