package dev.graft.simulator.client;

/**
 * One episode of a scripted policy.
 *
 * @param task its task
 * @param episode position among the kept episodes of its task
 * @param goal where it was driven to
 * @param observations {@code [length, observation size]}, row-major, goal visible; each is the one
 *     its action was taken at
 * @param actions {@code [length, action size]}, row-major
 * @param rewards {@code [length]}
 * @param success whether the task was solved at some step
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
public record Demonstration(
    String task,
    int episode,
    Goal goal,
    float[] observations,
    float[] actions,
    float[] rewards,
    boolean success) {
  /** Steps. */
  public int length() {
    return rewards.length;
  }
}
