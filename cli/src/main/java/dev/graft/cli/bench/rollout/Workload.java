package dev.graft.cli.bench.rollout;

import dev.graft.simulator.client.Goal;
import dev.graft.suites.Suite;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What both contestants do in a round: the same steps from the same goals.
 *
 * @param suite the benchmark
 * @param tasks of each environment
 * @param actions {@code [steps][environments x action size]}
 */
record Workload(Suite suite, List<String> tasks, float[][] actions) {
  static final int ACTION_SIZE = 4;
  private static final long SEED = 11;

  /** Random actions, smooth enough for the hand to travel: each is a mean of the last few. */
  static Workload random(Suite suite, List<String> tasks, int steps) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[][] actions = new float[steps][tasks.size() * ACTION_SIZE];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < actions[step].length; i++) {
        float before = step == 0 ? 0 : actions[step - 1][i];
        actions[step][i] = .8f * before + .2f * (float) random.nextDouble(-1, 1);
      }
    }
    return new Workload(suite, tasks, actions);
  }

  int environments() {
    return tasks.size();
  }

  int steps() {
    return actions.length;
  }

  /** Steps of all environments together. */
  long allSteps() {
    return (long) environments() * steps();
  }

  Goal goal(int environment) {
    return new Goal(SEED, environment);
  }

  List<Goal> goals() {
    return IntStream.range(0, environments()).mapToObj(this::goal).toList();
  }

  double[] randomVector(int environment) {
    return suite.randomVector(tasks.get(environment), SEED, environment);
  }
}
