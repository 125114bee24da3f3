package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An episode depends on its random vector alone, not on what its environment did before: pools may
 * keep environments, and results do not depend on which one an episode gets.
 */
class EpisodeHistoryIT {
  private static final Suite SUITE = new MetaWorld();
  private static final int STEPS = 80;

  static Stream<String> tasks() {
    return SUITE.tasks().stream().map(TaskInfo::name);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void anEpisodeInAUsedEnvironmentEqualsOneInAFreshEnvironment(String task) {
    double[] vector = SUITE.randomVector(task, 5, 0);
    try (Environment fresh = SUITE.open(task);
        Environment used = SUITE.open(task)) {
      use(used, SUITE.randomVector(task, 5, 1), 150);
      use(used, SUITE.randomVector(task, 5, 2), 7);
      used.reset(SUITE.randomVector(task, 5, 3));
      fresh.reset(vector);
      used.reset(vector);
      for (int step = 0; step < STEPS; step++) {
        assertThat(used.observation()).as("at step %d", step).isEqualTo(fresh.observation());
        assertThat(used.reward()).isEqualTo(fresh.reward());
        fresh.step(scripted(fresh));
        used.step(scripted(used));
      }
    }
  }

  /** Half scripted, so that things are moved, half at random, so that they are scattered. */
  private static void use(Environment environment, double[] vector, int steps) {
    SplittableRandom random = new SplittableRandom(steps);
    environment.reset(vector);
    for (int step = 0; step < steps; step++) {
      float[] action = scripted(environment);
      if (step > steps / 2) {
        for (int i = 0; i < action.length; i++) {
          action[i] = (float) random.nextDouble(-1, 1);
        }
      }
      environment.step(action);
    }
  }

  private static float[] scripted(Environment environment) {
    double[] wanted = new double[4];
    environment.scriptedAction(wanted);
    float[] action = new float[4];
    for (int i = 0; i < action.length; i++) {
      action[i] = Math.clamp((float) wanted[i], -1f, 1f);
    }
    return action;
  }
}
