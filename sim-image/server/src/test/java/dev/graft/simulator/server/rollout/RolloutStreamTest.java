package dev.graft.simulator.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.server.EmbeddedSimulator;
import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.SimulatorSettings;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
final class RolloutStreamTest {
  private static final int MOST = 4;
  private static final int MOST_PER_SESSION = 3;

  private final FakeSuite suite = new FakeSuite();
  private final EmbeddedSimulator embedded =
      EmbeddedSimulator.start(
          List.of(suite), new SimulatorSettings(MOST, MOST_PER_SESSION, /* threads= */ 2));

  @AfterEach
  void closesEveryEnvironmentInTheEnd() {
    embedded.close();
    assertThat(suite.closed).hasValue(suite.opened.get());
  }

  private RolloutSession open(String... tasks) {
    return embedded.simulator().open(FakeSuite.NAME, List.of(tasks));
  }

  private static List<Goal> goals(int... indices) {
    return Arrays.stream(indices).mapToObj(index -> new Goal(5, index)).toList();
  }

  @Test
  void resetsAndStepsTheEnvironmentsItIsTold() {
    try (RolloutSession session = open("solved-at-3", "solved-at-5", "solved-at-3")) {
      assertThat(session.reset(new int[] {2, 0}, goals(8, 9)))
          .containsExactly(8, 5, 0, 0, 9, 5, 0, 0);
      session.step(new int[] {0}, new float[] {.5f, .25f});
      Transition both = session.step(new int[] {0, 2}, new float[] {.5f, .25f, -1, 1});
      assertThat(both.observations()).containsExactly(9, 5, 2, 1.5f, 8, 5, 1, 0);
      assertThat(both.rewards()).containsExactly(20, 10);
      Transition third = session.step(new int[] {0, 2}, new float[4]);
      assertThat(third.successes()).containsExactly(true, false);
    }
  }

  @Test
  void stepsTheEnvironmentsOfASessionInParallel() {
    CyclicBarrier both = new CyclicBarrier(2);
    suite.atStep = () -> meet(both);
    try (RolloutSession session = open("solved-at-3", "solved-at-3")) {
      session.reset(new int[] {0, 1}, goals(0, 1));
      // Neither step ends before the other has begun.
      assertThat(session.step(new int[] {0, 1}, new float[4]).rewards()).containsExactly(10, 10);
    }
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void usesTheEnvironmentsOfAnEndedSessionAgain() {
    open("solved-at-3", "solved-at-3").close();
    try (RolloutSession session = open("solved-at-3", "solved-at-5")) {
      assertThat(suite.opened).hasValue(3);
      assertFails(
          Reason.Invalid,
          () -> session.step(new int[] {0}, new float[2]),
          "step.environments[0] is 0: it has not been reset");
    }
  }

  @Test
  void boundsTheEnvironmentsOfOneSession() {
    assertFails(
        Reason.Exhausted,
        () -> open("hopeless", "hopeless", "hopeless", "hopeless"),
        "open.tasks has 4 entries: a session may have 3");
    assertThat(embedded.simulator().describe().maxEnvironments()).isEqualTo(MOST_PER_SESSION);
    assertThat(embedded.freeEnvironments()).isEqualTo(MOST);
  }

  @Test
  void boundsTheEnvironmentsOfAllSessionsAndFreesThemWhenOneEnds() {
    RolloutSession first = open("hopeless", "hopeless", "hopeless");
    assertFails(
        Reason.Exhausted, () -> open("hopeless", "hopeless"), "1 of 4 environments are free");
    first.close();
    open("hopeless", "hopeless").close();
    assertThat(embedded.freeEnvironments()).isEqualTo(MOST);
  }

  @Test
  void aClientThatVanishesInTheMiddleOfAStepFreesItsEnvironments() throws InterruptedException {
    CyclicBarrier clientGone = new CyclicBarrier(2);
    CyclicBarrier stepping = new CyclicBarrier(2);
    suite.atStep =
        () -> {
          meet(stepping);
          meet(clientGone);
        };
    RolloutSession session = open("solved-at-3");
    session.reset(new int[] {0}, goals(0));
    Thread client = new Thread(() -> stepUntilLost(session));
    client.start();
    meet(stepping);
    client.interrupt();
    client.join();
    assertThat(embedded.freeEnvironments()).as("it still steps").isEqualTo(MOST - 1);
    meet(clientGone);
    while (embedded.freeEnvironments() < MOST) {
      Thread.onSpinWait();
      assertThat(Thread.interrupted()).as("the time is up").isFalse();
    }
    assertThat(suite.closed).as("it is sound, so it is kept").hasValue(0);
  }

  private static void stepUntilLost(RolloutSession session) {
    assertFails(Reason.Interrupted, () -> session.step(new int[] {0}, new float[2]), "interrupted");
  }

  @Test
  void aBrokenEnvironmentEndsItsSessionAndIsNotUsedAgain() {
    RolloutSession session = open("breaks");
    session.reset(new int[] {0}, goals(0));
    session.step(new int[] {0}, new float[2]);
    assertFails(
        Reason.Failed, () -> session.step(new int[] {0}, new float[2]), "the state diverged");
    assertThat(suite.closed).hasValue(1);
    assertThat(embedded.freeEnvironments()).isEqualTo(MOST);
  }

  @Test
  void anEpisodeEndsAtItsHorizon() {
    try (RolloutSession session = open("hopeless")) {
      session.reset(new int[] {0}, goals(0));
      for (int i = 0; i < FakeSuite.HORIZON; i++) {
        session.step(new int[] {0}, new float[2]);
      }
      assertFails(
          Reason.Invalid,
          () -> session.step(new int[] {0}, new float[2]),
          "all 12 steps; reset it");
    }
  }

  @Test
  void refusesTasksThatDoNotFitTogether() {
    assertFails(Reason.Invalid, () -> open("hopeless", "wide"), "open.tasks[1] is 'wide'");
    assertFails(
        Reason.Invalid,
        () -> open("hopless"),
        "open.tasks[0]: unknown task 'hopless': did you mean hopeless");
    assertFails(Reason.Invalid, () -> open(), "open.tasks is []");
  }

  static Stream<Arguments> wrongSteps() {
    return Stream.of(
        Arguments.of(new int[] {}, new float[] {}, "step.environments is []"),
        Arguments.of(
            new int[] {2},
            new float[2],
            "step.environments[0] is 2: the session has environments 0 to 1"),
        Arguments.of(new int[] {-1}, new float[2], "step.environments[0] is -1"),
        Arguments.of(
            new int[] {1, 0},
            new float[4],
            "step.environments[1] is 0: name each once, in ascending"),
        Arguments.of(
            new int[] {0, 1},
            new float[3],
            "step.actions count is 3: give 4, 2 numbers for each of 2"),
        Arguments.of(
            new int[] {0},
            new float[] {0, Float.NaN},
            "step.actions[1] is NaN: give a number from -1 to 1"),
        Arguments.of(new int[] {0}, new float[] {1.5f, 0}, "step.actions[0] is 1.5"));
  }

  @ParameterizedTest
  @MethodSource("wrongSteps")
  void refusesAWrongStep(int[] environments, float[] actions, String message) {
    try (RolloutSession session = open("hopeless", "hopeless")) {
      session.reset(new int[] {0, 1}, goals(0, 1));
      assertFails(Reason.Invalid, () -> session.step(environments, actions), message);
    }
  }

  static Stream<Arguments> wrongResets() {
    return Stream.of(
        Arguments.of(new int[] {}, goals(), "reset.environments is []"),
        Arguments.of(
            new int[] {0}, goals(1, 2), "reset.goals count is 2: give 1, one goal for each"),
        Arguments.of(new int[] {3}, goals(1), "reset.environments[0] is 3"),
        Arguments.of(new int[] {0, 0}, goals(1, 2), "reset.environments[1] is 0: name each"),
        Arguments.of(new int[] {0}, goals(-4), "reset.goals[0].index is -4"),
        Arguments.of(
            new int[] {0, 1},
            List.of(new Goal(5, 4, FakeSuite.FEW), new Goal(5, 5, FakeSuite.FEW)),
            "reset.goals[1].index is 5: give 0 to 4"),
        Arguments.of(
            new int[] {0},
            List.of(new Goal(5, 0, "Fewer")),
            "reset.goals[0].benchmark is 'Fewer'"));
  }

  @ParameterizedTest
  @MethodSource("wrongResets")
  void refusesAWrongReset(int[] environments, List<Goal> goals, String message) {
    try (RolloutSession session = open("hopeless", "hopeless")) {
      assertFails(Reason.Invalid, () -> session.reset(environments, goals), message);
    }
  }

  private static void assertFails(Reason reason, ThrowingCallable call, String message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .extracting(SimulatorException::reason)
        .isEqualTo(reason);
  }

  @Test
  void resetsToTheGoalsOfABenchmark() {
    try (RolloutSession session = open("hopeless", "hopeless")) {
      List<Goal> goals = List.of(new Goal(7, 4, FakeSuite.FEW), new Goal(7, 4));
      assertThat(session.reset(new int[] {0, 1}, goals)).containsExactly(14, 7, 0, 0, 4, 7, 0, 0);
    }
  }

  @Test
  void sessionsDoNotShareState() {
    try (RolloutSession one = open("hopeless");
        RolloutSession other = open("hopeless")) {
      one.reset(new int[] {0}, goals(1));
      other.reset(new int[] {0}, goals(2));
      for (RolloutSession session : Collections.nCopies(3, one)) {
        session.step(new int[] {0}, new float[] {.5f, 0});
      }
      assertThat(other.step(new int[] {0}, new float[2]).observations())
          .containsExactly(2, 5, 1, 0);
    }
  }
}
