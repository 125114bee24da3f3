package dev.graft.trainer.evaluation;

/** What acts in several environments; not thread-safe. */
public interface Policy {
  /** Forgets the episodes of some environments: their next state is the first of a new one. */
  void start(int[] environments);

  /**
   * Acts.
   *
   * @param environments ascending indices
   * @param states {@code [environments, state size]}, row-major
   * @return {@code [environments, action size]}, row-major, each in [-1, 1]
   */
  float[] act(int[] environments, float[] states);
}
