package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.suites.Environment;
import dev.graft.suites.PythonOracle;
import dev.graft.suites.TaskInfo;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Observations, rewards, successes and scripted actions equal those of Python bit by bit, over
 * consecutive episodes in one environment. {@code -Dgraft.parity.tasks=a,b} tests these alone. The
 * build runs this a second time as {@link NumPyIT} says, for the tasks that it concerns.
 */
class MetaWorldParityIT {
  private static final MetaWorld SUITE = new MetaWorld();
  private static final long SEED = 11;
  private static final int STEPS = 500;
  private static final double NOISE = .4;

  @TempDir static Path folder;
  private static DoubleBuffer traces = DoubleBuffer.allocate(0);

  /** How an episode's actions come about. */
  private enum Actor {
    SCRIPTED,
    NOISY,
    RANDOM
  }

  private static final List<Actor> EPISODES =
      List.of(Actor.SCRIPTED, Actor.NOISY, Actor.RANDOM, Actor.SCRIPTED);

  private static final int EPISODE_SIZE = 39 + STEPS * (4 + 39 + 2);

  static Stream<String> tasks() {
    String chosen = System.getProperty("graft.parity.tasks", "");
    return chosen.isEmpty()
        ? SUITE.tasks().stream().map(TaskInfo::name)
        : Arrays.stream(chosen.split(","));
  }

  @BeforeAll
  static void askTheOracle() throws IOException {
    traces =
        PythonOracle.replay(
            folder,
            tasks().map(task -> new PythonOracle.Entry(task, true, episodes(task))).toList());
    assertThat(traces.remaining())
        .isEqualTo(tasks().toList().size() * EPISODES.size() * EPISODE_SIZE);
  }

  private static List<Map<String, Object>> episodes(String task) {
    List<Map<String, Object>> episodes = new ArrayList<>();
    for (int episode = 0; episode < EPISODES.size(); episode++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("randVec", SUITE.randomVector(task, SEED, episode));
      Actor actor = EPISODES.get(episode);
      if (actor == Actor.RANDOM) {
        fields.put("actions", randomNumbers(episode, 1.5));
      } else {
        fields.put("policy", "scripted");
        fields.put("steps", STEPS);
        fields.put("noise", randomNumbers(episode, actor == Actor.NOISY ? NOISE : 0));
      }
      episodes.add(fields);
    }
    return episodes;
  }

  /** {@code [STEPS, 4]}, uniform up to a bound on either side. */
  private static float[][] randomNumbers(int episode, double bound) {
    SplittableRandom random = new SplittableRandom(episode);
    float[][] numbers = new float[STEPS][4];
    for (float[] row : numbers) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void equalsPythonBitByBit(String task) {
    DoubleBuffer expected =
        traces
            .duplicate()
            .position(tasks().toList().indexOf(task) * EPISODES.size() * EPISODE_SIZE);
    try (Environment environment = SUITE.open(task)) {
      boolean solved = false;
      for (int episode = 0; episode < EPISODES.size(); episode++) {
        solved |= new Comparison(task, episode, environment, expected).run();
      }
      assertThat(solved).as("the script solves %s in one of these episodes", task).isTrue();
    }
  }

  private record Comparison(
      String task, int episode, Environment environment, DoubleBuffer expected) {

    boolean run() {
      environment.reset(SUITE.randomVector(task, SEED, episode));
      expect(-1, "observation", environment.observation());
      Actor actor = EPISODES.get(episode);
      float[][] numbers =
          randomNumbers(
              episode,
              switch (actor) {
                case SCRIPTED -> 0;
                case NOISY -> NOISE;
                case RANDOM -> 1.5;
              });
      boolean solved = false;
      for (int step = 0; step < STEPS; step++) {
        float[] action = actor == Actor.RANDOM ? numbers[step] : scripted(numbers[step]);
        expect(step, "action", new double[] {action[0], action[1], action[2], action[3]});
        environment.step(action);
        expect(step, "observation", environment.observation());
        double success = environment.success() ? 1 : 0;
        expect(step, "reward and success", new double[] {environment.reward(), success});
        solved |= environment.success();
      }
      return solved;
    }

    private float[] scripted(float[] noise) {
      double[] wanted = new double[4];
      environment.scriptedAction(wanted);
      float[] action = new float[4];
      for (int i = 0; i < 4; i++) {
        float limited = Math.clamp((float) wanted[i], -1f, 1f);
        action[i] = Math.clamp(limited + noise[i], -1f, 1f);
      }
      return action;
    }

    private void expect(int step, String what, double[] actual) {
      for (int i = 0; i < actual.length; i++) {
        double wanted = expected.get();
        // Compared as numbers, so that -0 equals 0, and Infinity and NaN are what they are.
        if (wanted != actual[i]) {
          throw new AssertionError(
              "%s, episode %d, %s at step %d, [%d]: expected %s but was %s"
                  .formatted(task, episode, what, step, i, wanted, actual[i]));
        }
      }
    }
  }
}
