package dev.graft.suites;

/**
 * What one needs to know of a task to drive it.
 *
 * @param name its name, such as {@code reach-v3}
 * @param observationSize numbers in an observation
 * @param actionSize numbers in an action
 * @param goalOffset first of the goal's coordinates in the observation
 * @param goalSize their number
 * @param horizon steps after which an episode is truncated
 */
public record TaskInfo(
    String name, int observationSize, int actionSize, int goalOffset, int goalSize, int horizon) {}
