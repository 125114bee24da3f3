package dev.graft.simulator.client;

/**
 * The result of one step of several environments.
 *
 * @param observations {@code [environments, observation size]}, row-major
 * @param rewards one for each environment
 * @param successes whether the task counts as solved at this step, for each environment
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
public record Transition(float[] observations, float[] rewards, boolean[] successes) {}
