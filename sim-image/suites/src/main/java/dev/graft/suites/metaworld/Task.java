package dev.graft.suites.metaworld;

/**
 * What a task adds to the arm, for one environment. Its functions are called in this order: {@link
 * #place} at a reset, then at every step {@link #observe}, {@link #evaluate}; {@link #script} when
 * the scripted policy is asked.
 */
abstract class Task {
  /** The arm and its scene. */
  protected final Sawyer sawyer;

  /** The goal as observed, set by {@link #place}. */
  protected Vec3 target = Vec3.ZERO;

  /** What {@link #evaluate} returns. */
  protected final Outcome outcome = new Outcome();

  Task(Sawyer sawyer) {
    this.sawyer = sawyer;
  }

  /** Sets the scene for an episode: the hand is home, whatever was moved before is still there. */
  abstract void place(double[] randomVector);

  /** Writes the objects into the observation; numbers not written are zero. */
  abstract void observe(double[] observation);

  /**
   * Judges the present state, in {@link #outcome} or another one that the task keeps.
   *
   * @param o the observation, limited to the bounds that its space has
   * @param effort of the gripper, as commanded
   */
  abstract Outcome evaluate(Observation o, float effort);

  /** The scripted policy. */
  abstract Command script(Observation o);
}
