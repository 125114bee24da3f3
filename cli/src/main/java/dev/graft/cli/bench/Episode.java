package dev.graft.cli.bench;

import dev.graft.suites.Environment;
import dev.graft.suites.Replay;
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
    Replay.Output replayed = Replay.run(suite, Replay.scripted(task, randomVector, horizon));
    return new Episode(task, randomVector, replayed.floatActions());
  }

  /** Steps an environment of the task, which was reset. */
  void step(Environment environment) {
    for (float[] action : actions) {
      environment.step(action);
    }
  }
}
