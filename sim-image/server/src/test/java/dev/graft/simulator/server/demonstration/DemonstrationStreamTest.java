package dev.graft.simulator.server.demonstration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.server.EmbeddedSimulator;
import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.SimulatorSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
final class DemonstrationStreamTest {
  private static final List<String> TASKS =
      List.of("every-third-fails", "solved-at-3", "solved-at-5");

  private final FakeSuite suite = new FakeSuite();

  private EmbeddedSimulator simulator(int threads) {
    return EmbeddedSimulator.start(List.of(suite), new SimulatorSettings(4, 4, threads));
  }

  private static DemonstrationRequest request(int perTask, double noise, String... tasks) {
    return new DemonstrationRequest(
        FakeSuite.NAME, List.of(tasks), perTask, 5, noise, true, 1, FakeSuite.HORIZON, "");
  }

  private List<Demonstration> collect(int threads, DemonstrationRequest request) {
    List<Demonstration> received = new ArrayList<>();
    try (EmbeddedSimulator simulator = simulator(threads)) {
      simulator.simulator().collect(request, received::add);
    }
    return received;
  }

  @Test
  void sendsEpisodesByTaskThenEpisode() {
    List<Demonstration> received = collect(3, request(4, 0, TASKS.toArray(String[]::new)));
    assertThat(received)
        .extracting(Demonstration::task)
        .isEqualTo(TASKS.stream().flatMap(task -> Stream.of(task, task, task, task)).toList());
    assertThat(received)
        .extracting(Demonstration::episode)
        .containsExactly(0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
  }

  @Test
  void theNextGoalReplacesAFailedEpisode() {
    assertThat(collect(2, request(4, 0, "every-third-fails")))
        .extracting(Demonstration::goal)
        .containsExactly(new Goal(5, 0), new Goal(5, 1), new Goal(5, 3), new Goal(5, 4));
    assertThat(suite.begun).hasValue(5);
  }

  private static DemonstrationRequest few(int perTask, String... tasks) {
    return new DemonstrationRequest(
        FakeSuite.NAME, List.of(tasks), perTask, 5, 0, true, 1, FakeSuite.HORIZON, FakeSuite.FEW);
  }

  @Test
  void goalsOfABenchmarkAreItsOwnAndSayWhoseTheyAre() {
    List<Demonstration> received = collect(2, few(FakeSuite.FEW_GOALS, "solved-at-3"));
    assertThat(received).hasSize(FakeSuite.FEW_GOALS);
    assertThat(received.getLast().goal()).isEqualTo(new Goal(5, 4, FakeSuite.FEW));
    assertThat(received.getLast().observations()).startsWith(14, 5);
  }

  @Test
  void failsWhenABenchmarkHasTooFewGoalsThatThePolicySolves() {
    assertThat(collect(2, few(3, "every-third-fails"))).hasSize(3);
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> collect(2, few(4, "every-third-fails")))
        .withMessageContainingAll(
            "'every-third-fails' solved 3 of the 5 goals that Few has for seed 5",
            "per_task is 4: lower it")
        .extracting(SimulatorException::reason)
        .isEqualTo(Reason.Invalid);
  }

  @Test
  void refusesABenchmarkThatHasNotWhatIsAskedFor() {
    assertRefused(few(6, "solved-at-3"), "per_task is 6: Few has 5 goals of a task");
    assertRefused(few(1, "solved-at-3", "wide"), "benchmark is 'Few': it has no task 'wide'");
    DemonstrationRequest unknown =
        new DemonstrationRequest(FakeSuite.NAME, List.of("wide"), 1, 5, 0, true, 1, 9, "Fewer");
    assertRefused(unknown, "benchmark is 'Fewer'");
  }

  private void assertRefused(DemonstrationRequest wrong, String message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> collect(1, wrong))
        .withMessageContaining(message)
        .extracting(SimulatorException::reason)
        .isEqualTo(Reason.Invalid);
  }

  @Test
  void keepsFailedEpisodesWhenAskedTo() {
    DemonstrationRequest all =
        new DemonstrationRequest(FakeSuite.NAME, List.of("hopeless"), 2, 5, 0, false, 0, 9, "");
    List<Demonstration> received = collect(2, all);
    assertThat(received).extracting(Demonstration::success).containsExactly(false, false);
    assertThat(received).extracting(Demonstration::length).containsExactly(9, 9);
  }

  @Test
  void recordsWhatTheActionWasTakenAtAndCutsAfterTheFirstSuccess() {
    Demonstration episode = collect(1, request(1, 0, "solved-at-3")).getFirst();
    assertThat(episode.success()).isTrue();
    // Solved at the third step, and one step after success was asked for.
    assertThat(episode.length()).isEqualTo(4);
    // goal index, seed, steps before the action, sum of the actions before
    assertThat(episode.observations())
        .containsExactly(0, 5, 0, 0, 0, 5, 1, 1.25f, 0, 5, 2, 1, 0, 5, 3, .75f);
    assertThat(episode.actions())
        .as("limited to [-1, 1]")
        .containsExactly(.25f, 1, .25f, -.5f, .25f, -.5f, .25f, -.5f);
    assertThat(episode.rewards()).containsExactly(10, 20, 30, 40);
  }

  @Test
  void theResultDoesNotDependOnTheNumberOfThreads() {
    DemonstrationRequest noisy = request(12, .3, TASKS.toArray(String[]::new));
    List<Demonstration> alone = collect(1, noisy);
    for (int threads = 2; threads < 6; threads++) {
      assertThat(collect(threads, noisy)).usingRecursiveComparison().isEqualTo(alone);
    }
  }

  @Test
  void noiseIsGaussianOfTheGivenDeviationAndDiffersByGoal() {
    List<Demonstration> noisy = collect(2, request(2000, .1, "solved-at-5"));
    double[] first = // of the action that is .25 without noise, far from the limits
        noisy.stream().mapToDouble(episode -> episode.actions()[0] - .25).toArray();
    double mean = Arrays.stream(first).average().orElseThrow();
    double deviation = Math.sqrt(Arrays.stream(first).map(x -> x * x).average().orElseThrow());
    // Four standard errors: .1 / sqrt(2000) of the mean, .1 / sqrt(4000) of the deviation.
    assertThat(mean).isBetween(-.009, .009);
    assertThat(deviation).isBetween(.0937, .1063);
  }

  @Test
  void aPolicyThatNeverSucceedsEndsInAnErrorThatNamesIt() {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> collect(3, request(4, .5, "solved-at-3", "hopeless")))
        .withMessageContainingAll("'hopeless'", "25 goals in a row", "goals 0 to 24", "lower the")
        .extracting(SimulatorException::reason)
        .isEqualTo(Reason.Invalid);
    assertThat(suite.begun.get()).isLessThan(60);
  }

  @Test
  void aBrokenSimulationEndsInAnErrorAndItsEnvironmentIsNotUsedAgain() {
    try (EmbeddedSimulator simulator = simulator(1)) {
      assertThatExceptionOfType(SimulatorException.class)
          .isThrownBy(() -> simulator.simulator().collect(request(4, 0, "breaks"), d -> {}))
          .withMessageContaining("the state diverged")
          .extracting(SimulatorException::reason)
          .isEqualTo(Reason.Failed);
      assertThat(suite.closed).hasValue(1);
    }
  }

  @Test
  void stopsWhenTheReaderGoesAndClosesEveryEnvironment() {
    int perTask = 100_000;
    try (EmbeddedSimulator simulator = simulator(3)) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  simulator
                      .simulator()
                      .collect(
                          request(perTask, 0, "solved-at-3"),
                          demonstration -> {
                            throw new IllegalStateException("disk full");
                          }));
    }
    assertThat(suite.begun.get()).isLessThan(perTask);
    assertThat(suite.closed).hasValue(suite.opened.get());
  }

  @Test
  void opensNoMoreEnvironmentsThanThreads() {
    collect(2, request(50, 0, "solved-at-3"));
    assertThat(suite.opened.get()).isBetween(1, 2);
  }

  static Stream<Arguments> refused() {
    List<String> known = List.of("solved-at-3");
    return Stream.of(
        Arguments.of("MetaWrld", known, 1, 0., 0, 9, "suite is 'MetaWrld': give one of Fake"),
        Arguments.of("Fake", List.of(), 1, 0., 0, 9, "tasks is []"),
        Arguments.of(
            "Fake",
            List.of("solved-at-4"),
            1,
            0.,
            0,
            9,
            "tasks[0]: unknown task 'solved-at-4': did you mean solved-at-3"),
        Arguments.of(
            "Fake",
            List.of("hopeless", "hopeless"),
            1,
            0.,
            0,
            9,
            "tasks[1] is 'hopeless': name each task once"),
        Arguments.of("Fake", known, 0, 0., 0, 9, "per_task is 0: give 1 to 100000"),
        Arguments.of("Fake", known, 1, -1., 0, 9, "noise is -1.0"),
        Arguments.of("Fake", known, 1, Double.NaN, 0, 9, "noise is NaN"),
        Arguments.of("Fake", known, 1, 0., -2, 9, "steps_after_success is -2: give -1 to 12"),
        Arguments.of("Fake", known, 1, 0., 0, 13, "max_steps is 13: give 1 to 12"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesNamingFieldValueAndRemedy(
      String suiteName,
      List<String> tasks,
      int perTask,
      double noise,
      int after,
      int steps,
      String message) {
    DemonstrationRequest wrong =
        new DemonstrationRequest(suiteName, tasks, perTask, 0, noise, true, after, steps, "");
    assertRefused(wrong, message);
  }
}
