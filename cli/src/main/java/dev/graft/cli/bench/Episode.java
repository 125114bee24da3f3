package dev.graft.cli.bench;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;

/**
 * An episode to be stepped again and again: what is measured is the environment alone, so the
 * actions are those that the scripted policy took once.
 *
 * @param task its name
 * @param randomVector where objects and goal are
 * @param actions of each step
 */
record Episode(String task, double[] randomVector, float[][] actions) {

  /** The scripted policy's episode of a task's first goal, to the horizon. */
  static Episode scripted(Suite suite, String task) {
    double[] randomVector = suite.randomVector(task, 0, 0);
    int horizon = suite.task(task).horizon();
    float[][] actions = new float[horizon][];
    try (Environment environment = suite.open(task)) {
      environment.reset(randomVector);
      double[] wanted = new double[suite.task(task).actionSize()];
      for (int step = 0; step < horizon; step++) {
        environment.scriptedAction(wanted);
        actions[step] = limited(wanted);
        environment.step(actions[step]);
      }
    }
    return new Episode(task, randomVector, actions);
  }

  private static float[] limited(double[] wanted) {
    float[] action = new float[wanted.length];
    for (int i = 0; i < action.length; i++) {
      action[i] = Math.clamp((float) wanted[i], -1f, 1f);
    }
    return action;
  }

  /** Steps an environment of the task, which was reset. */
  void step(Environment environment) {
    for (float[] action : actions) {
      environment.step(action);
    }
  }
}
