package dev.graft.api;

/**
 * Where demonstrations come from; exactly one member.
 *
 * @param scripted the suite's scripted policies
 */
public record Demonstrations(Scripted scripted) {
  /**
   * Demonstrations collected from the scripted policies; only successful episodes are kept, cut at
   * their first success.
   *
   * @param perTask successful episodes per task
   * @param noise standard deviation of the Gaussian noise added to each action
   * @param seed draws goals and noise
   */
  public record Scripted(int perTask, double noise, long seed) {}
}
