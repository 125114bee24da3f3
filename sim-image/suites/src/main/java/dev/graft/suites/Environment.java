package dev.graft.suites;

/**
 * One task, being simulated. Any number of environments may run at once; each is for one thread at
 * a time.
 */
public interface Environment extends AutoCloseable {
  /**
   * Starts an episode.
   *
   * @param randomVector where objects and goal are, see {@link Suite#randomVector}
   * @throws IllegalArgumentException if it has the wrong length or a number that is not finite
   */
  void reset(double[] randomVector);

  /**
   * Acts for one step.
   *
   * @param action where to move the hand, and the gripper's effort; limited to [-1, 1] by the task
   * @throws IllegalArgumentException if it has the wrong length or a number that is not finite
   * @throws IllegalStateException before the first reset, or after the horizon
   */
  void step(float[] action);

  /**
   * The live observation, its goal visible: valid, and not to be written to, until the next step.
   */
  double[] observation();

  /** Of the last step; 0 after a reset. */
  double reward();

  /** Whether the task was solved at the last step; false after a reset. */
  boolean success();

  /**
   * What the task's scripted policy does at the present observation.
   *
   * @param action receives it, of float precision; may exceed [-1, 1]: callers limit it
   */
  default void scriptedAction(double[] action) {
    scriptedAction(observation(), action);
  }

  /**
   * What the task's scripted policy does at any observation of this task, for example one whose
   * goal is hidden.
   *
   * @param observation is not changed
   * @param action receives it, of float precision; may exceed [-1, 1]: callers limit it
   */
  void scriptedAction(double[] observation, double[] action);

  /**
   * A camera that films this environment, to be closed before the environment.
   *
   * @throws IllegalArgumentException if there is no such camera; names those there are
   * @throws dev.graft.mujoco.MujocoException if this machine cannot render; names the remedy
   */
  FrameSource camera(CameraSettings settings);

  @Override
  void close();
}
