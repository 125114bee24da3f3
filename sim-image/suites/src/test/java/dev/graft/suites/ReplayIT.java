package dev.graft.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayIT {
  private static final Suite SUITE = new MetaWorld();
  private static final double[] GOAL = {.05, .65, .02, -.05, .85, .2};
  private static final double[][] TWO_ACTIONS = {{.5, -.25, 2, 1}, {.1, .2, .3, -1}};

  @TempDir Path folder;

  @Test
  void givenActionsEqualPythonWithTheGoalVisible() throws IOException {
    Replay.Output output = Replay.run(SUITE, input(true, TWO_ACTIONS));
    assertEqualsPython(output, true, Map.of("randVec", GOAL, "actions", TWO_ACTIONS));
    assertThat(output.observations()[2]).endsWith(GOAL[3], GOAL[4], GOAL[5]);
    assertThat(output.actions()[1][0]).isEqualTo((double) .1f);
  }

  @Test
  void theScriptedPolicyEqualsPythonWithTheGoalHidden() throws IOException {
    Replay.Output output =
        Replay.run(SUITE, new Replay.Input("reach-v3", GOAL, false, null, "scripted", 40));
    assertEqualsPython(output, false, Map.of("randVec", GOAL, "policy", "scripted", "steps", 40));
    assertThat(output.observations()).hasDimensions(41, 39);
    assertThat(output.observations()[40]).endsWith(0, 0, 0);
  }

  private void assertEqualsPython(
      Replay.Output output, boolean goalVisible, Map<String, Object> episode) throws IOException {
    DoubleBuffer python =
        PythonOracle.replay(
            folder, List.of(new PythonOracle.Entry("reach-v3", goalVisible, List.of(episode))));
    assertThat(output.observations()[0]).isEqualTo(next(python, 39));
    for (int step = 0; step < output.rewards().length; step++) {
      assertThat(output.actions()[step]).isEqualTo(next(python, 4));
      assertThat(output.observations()[step + 1]).isEqualTo(next(python, 39));
      double success = output.successes()[step] ? 1 : 0;
      assertThat(new double[] {output.rewards()[step], success}).isEqualTo(next(python, 2));
    }
    assertThat(python.hasRemaining()).isFalse();
  }

  private static double[] next(DoubleBuffer python, int size) {
    double[] numbers = new double[size];
    python.get(numbers);
    return numbers;
  }

  @Test
  void anEpisodeWithoutStepsHasItsFirstObservation() {
    Replay.Output output = Replay.run(SUITE, input(null, new double[0][]));
    assertThat(output.observations()).hasDimensions(1, 39);
    assertThat(output.observations()[0]).endsWith(GOAL[3], GOAL[4], GOAL[5]);
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void wrongInputIsRefusedNamingTheField(Replay.Input input, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Replay.run(SUITE, input))
        .withMessageStartingWith(message);
  }

  static Stream<Arguments> wrongInputs() {
    double nan = Double.NaN;
    return Stream.of(
        Arguments.of(
            new Replay.Input("reech-v3", GOAL, true, TWO_ACTIONS, null, null),
            "task: unknown task 'reech-v3': did you mean reach-v3"),
        Arguments.of(
            new Replay.Input("reach-v3", new double[3], true, TWO_ACTIONS, null, null),
            "randVec has 3 numbers, reach-v3 takes 6"),
        Arguments.of(
            new Replay.Input(
                "reach-v3", new double[] {0, 0, 0, nan, 0, 0}, true, TWO_ACTIONS, null, null),
            "randVec[3] is NaN, must be a finite number"),
        Arguments.of(
            input(true, new double[][] {{0, 0, 0}}), "actions[0]: 3 numbers, reach-v3 takes 4"),
        Arguments.of(
            input(true, new double[][] {{0, 0, 0, 0}, {0, nan, 0, 0}}),
            "actions[1][1]: NaN, must be a finite number, which the task limits to [-1, 1]"),
        Arguments.of(
            input(true, new double[501][4]), "actions: 501 steps, reach-v3 has from 0 to 500"),
        Arguments.of(
            new Replay.Input("reach-v3", GOAL, true, null, null, null),
            "actions: missing; give a row for each step, or policy: scripted with steps"),
        Arguments.of(
            new Replay.Input("reach-v3", GOAL, true, null, "random", 3),
            "policy: 'random' is unknown, must be scripted"),
        Arguments.of(
            new Replay.Input("reach-v3", GOAL, true, null, "scripted", null), "steps: missing"),
        Arguments.of(
            new Replay.Input("reach-v3", GOAL, true, TWO_ACTIONS, "scripted", 3),
            "policy: scripted, but actions are given: leave one of them out"));
  }

  private static Replay.Input input(@Nullable Boolean goalVisible, double[][] actions) {
    return new Replay.Input("reach-v3", GOAL, goalVisible, actions, null, null);
  }
}
