package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.remote.Fate.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas that die at every message of a session and of a collection, and what is left of it. */
@Timeout(60)
final class LostReplicaTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofMinutes(1), Duration.ofSeconds(20), 3);
  private static final List<String> THREE = List.of("a", "a", "b");
  private static final DemonstrationRequest COLLECTION =
      new DemonstrationRequest("Fake", List.of("a", "b", "c"), 4, 7, 0, true, 0, 9, "");

  /** Environments that begin, rest and begin again at different times. */
  private static List<float[]> rollOut(Simulator simulator) {
    List<float[]> seen = new ArrayList<>();
    try (RolloutSession session = simulator.open("Fake", THREE)) {
      seen.add(session.reset(new int[] {0, 2}, List.of(new Goal(1, 4), new Goal(1, 5))));
      step(session, seen, new int[] {0, 2}, .5f, -1);
      seen.add(session.reset(new int[] {1}, List.of(new Goal(2, 0))));
      step(session, seen, new int[] {0, 1, 2}, .25f, 1, -.5f);
      step(session, seen, new int[] {1}, .125f);
      seen.add(session.reset(new int[] {0}, List.of(new Goal(1, 6))));
      step(session, seen, new int[] {0, 2}, 1, 1);
      step(session, seen, new int[] {0, 1, 2}, -1, -.75f, 1);
    }
    return seen;
  }

  private static void step(
      RolloutSession session, List<float[]> seen, int[] environments, float... actions) {
    Transition transition = session.step(environments, actions);
    seen.add(transition.observations());
    seen.add(transition.rewards());
  }

  private static List<float[]> undisturbed() {
    try (MortalReplicas replicas = new MortalReplicas(1, Fate.kind(), PATIENCE)) {
      return rollOut(replicas.client);
    }
  }

  private static int messagesOfARollout() {
    Fate fate = Fate.kind();
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      rollOut(replicas.client);
    }
    return fate.messages();
  }

  private static void assertFails(ThrowingCallable call, Reason reason, String... message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(call)
        .withMessageContainingAll(message)
        .extracting(SimulatorException::reason)
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource
  void aSessionGoesOnElsewhereWheneverItsReplicaDies(Moment moment) {
    List<float[]> undisturbed = undisturbed();
    int messages = messagesOfARollout();
    assertThat(messages).isEqualTo(9);
    for (int death = 1; death <= messages; death++) {
      try (MortalReplicas replicas = new MortalReplicas(2, new Fate(moment, death), PATIENCE)) {
        assertThat(rollOut(replicas.client))
            .as("death at %d", death)
            .containsExactlyElementsOf(undisturbed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionSurvivesADeathDuringTheReplayToo(Moment moment) {
    List<float[]> undisturbed = undisturbed();
    for (int first = 1; first <= 9; first++) {
      for (int second = 1; second <= 9; second++) {
        Fate fate = new Fate(moment, first, second);
        try (MortalReplicas replicas = new MortalReplicas(3, fate, PATIENCE)) {
          assertThat(rollOut(replicas.client))
              .as("deaths at %d and %d messages later", first, second)
              .containsExactlyElementsOf(undisturbed);
        }
      }
    }
  }

  @Test
  void aSessionGoesOnAtItsOnlyReplicaOnceThatIsBack() {
    try (MortalReplicas replicas =
        new MortalReplicas(1, new Fate(Moment.BeforeTheAnswer, 5, 4), PATIENCE)) {
      replicas.whileWaiting = replicas::startAllAgain;
      assertThat(rollOut(replicas.client)).containsExactlyElementsOf(undisturbed());
      assertThat(replicas.services.getFirst().opened).hasValue(3);
      assertThat(replicas.waited).isPositive().isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void replaysOnlyTheEnvironmentsThatAreUsedAgain() {
    try (MortalReplicas replicas =
            new MortalReplicas(2, new Fate(Moment.BeforeTheAnswer, 4), PATIENCE);
        RolloutSession session = replicas.client.open("Fake", THREE)) {
      session.reset(new int[] {0, 1, 2}, List.of(new Goal(1, 0), new Goal(1, 1), new Goal(1, 2)));
      session.step(new int[] {0, 1, 2}, new float[3]);
      session.step(new int[] {1}, new float[1]); // lost
      session.reset(new int[] {0}, List.of(new Goal(1, 3)));
      session.step(new int[] {0, 1}, new float[2]);
      assertThat(replicas.services.getLast().resets).as("1, and 0 to its new goal").hasValue(2);
    }
  }

  @Test
  void refusesAReplicaThatSimulatesOtherwiseAndTakesAThird() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 6);
    try (MortalReplicas replicas = new MortalReplicas(3, fate, PATIENCE)) {
      replicas.services.get(1).skew = Math.ulp(4f);
      assertThat(rollOut(replicas.client)).containsExactlyElementsOf(undisturbed());
      assertThat(replicas.services).allSatisfy(service -> assertThat(service.opened).hasValue(1));
    }
  }

  @Test
  void saysThatNoReplicaThatIsLeftSimulatesAsTheLostOneDid() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 6);
    try (MortalReplicas replicas = new MortalReplicas(2, fate, PATIENCE)) {
      replicas.services.get(1).skew = 1;
      assertFails(
          () -> rollOut(replicas.client),
          Reason.Lost,
          "replica-0 was lost, and replica-1 does not replay",
          "environment 1, 1 steps after its reset to goal 0 of seed 2, observation[0] is",
          "another kind of processor");
    }
  }

  @Test
  void givesUpOnARequestThatKillsEveryReplica() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 2, 2, 2, 2, 2, 2);
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      replicas.whileWaiting = replicas::startAllAgain;
      RolloutSession session = replicas.client.open("Fake", THREE);
      List<Goal> goals = List.of(new Goal(0, 0));
      assertFails(() -> session.reset(new int[] {0}, goals), Reason.Lost, "killed");
      assertThat(replicas.services.getFirst().opened).hasValue(1 + PATIENCE.losses());
      assertFails(() -> session.reset(new int[] {0}, goals), Reason.Lost, "killed");
      assertThat(fate.messages()).as("a session that has ended asks no more").isEqualTo(8);
    }
  }

  @Test
  void endsASessionWithItsReplicaWhenNoLossIsAllowed() {
    Patience none = new Patience(Duration.ofMinutes(1), Duration.ofSeconds(20), 0);
    Fate fate = new Fate(Moment.BeforeTheAnswer, 3);
    try (MortalReplicas replicas = new MortalReplicas(2, fate, none)) {
      assertFails(() -> rollOut(replicas.client), Reason.Lost, "replica-0", "killed");
    }
  }

  @Test
  void waitsForRoomWhenTheOtherReplicasAreFull() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 5);
    try (MortalReplicas replicas = new MortalReplicas(2, fate, PATIENCE)) {
      replicas.services.get(1).fullFor = 4;
      assertThat(rollOut(replicas.client)).containsExactlyElementsOf(undisturbed());
      // 100, 200, 400 and 800 ms: longer and longer
      assertThat(replicas.waited).isEqualTo(Duration.ofMillis(1500));
    }
  }

  @Test
  void saysThatThereWasNoRoomWhenThePatienceIsOver() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 5);
    try (MortalReplicas replicas = new MortalReplicas(2, fate, PATIENCE)) {
      replicas.services.get(1).fullFor = Integer.MAX_VALUE;
      assertFails(() -> rollOut(replicas.client), Reason.Exhausted, "replica-1", "full");
      assertThat(replicas.waited).isEqualTo(PATIENCE.connect());
    }
  }

  @Test
  void aNewSessionDoesNotWaitForRoom() {
    try (MortalReplicas replicas = new MortalReplicas(2, Fate.kind(), PATIENCE)) {
      replicas.services.forEach(service -> service.fullFor = 9);
      assertFails(() -> rollOut(replicas.client), Reason.Exhausted, "full");
      assertThat(replicas.waited).isZero();
    }
  }

  @Test
  void anInterruptEndsTheWaitForAReplica() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 5);
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      replicas.whileWaiting = Thread.currentThread()::interrupt;
      assertFails(() -> rollOut(replicas.client), Reason.Interrupted, "interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void closingTheClientEndsTheWaitForAReplica() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 5);
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      replicas.whileWaiting = replicas.client::close;
      assertFails(() -> rollOut(replicas.client), Reason.Lost, "replica-0");
      assertThat(replicas.waited).isLessThan(Duration.ofSeconds(1));
    }
  }

  private static List<Demonstration> collect(MortalReplicas replicas) {
    List<Demonstration> received = new ArrayList<>();
    replicas.client.collect(COLLECTION, received::add);
    return received;
  }

  private static List<Demonstration> collectedByOne() {
    try (MortalReplicas replicas = new MortalReplicas(1, Fate.kind(), PATIENCE)) {
      return collect(replicas);
    }
  }

  @Test
  void handsTheSinkTheSameEpisodesHoweverManyReplicasShareTheTasks() {
    List<Demonstration> byOne = collectedByOne();
    assertThat(byOne).extracting(d -> d.goal().index()).startsWith(0, 2, 3, 5, 0).hasSize(12);
    for (int count = 2; count <= 5; count++) {
      try (MortalReplicas replicas = new MortalReplicas(count, Fate.kind(), PATIENCE)) {
        assertThat(collect(replicas)).usingRecursiveComparison().isEqualTo(byOne);
        assertThat(replicas.services.get(1).sent.get()).isBetween(4, 8);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCollectionGoesOnAfterTheLastEpisodeReceived(Moment moment) {
    List<Demonstration> undisturbed = collectedByOne();
    for (int death = 1; death <= 12; death++) {
      try (MortalReplicas replicas = new MortalReplicas(1, new Fate(moment, death), PATIENCE)) {
        replicas.whileWaiting = replicas::startAllAgain;
        assertThat(collect(replicas))
            .as("death at %d", death)
            .usingRecursiveComparison()
            .isEqualTo(undisturbed);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReplicasShareOfACollectionGoesToAnother(Moment moment) {
    List<Demonstration> undisturbed = collectedByOne();
    for (int first = 1; first <= 12; first++) {
      for (int second = 1; second <= 12; second++) {
        Fate fate = new Fate(moment, first, second);
        try (MortalReplicas replicas = new MortalReplicas(3, fate, PATIENCE)) {
          replicas.whileWaiting = replicas::startAllAgain;
          assertThat(collect(replicas))
              .as("deaths at %d and %d messages later", first, second)
              .usingRecursiveComparison()
              .isEqualTo(undisturbed);
        }
      }
    }
  }

  @Test
  void asksAgainForNothingThatItHas() {
    Fate fate = new Fate(Moment.AfterTheAnswer, 6);
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      replicas.whileWaiting = replicas::startAllAgain;
      collect(replicas);
      assertThat(fate.messages()).isEqualTo(12);
    }
  }

  @Test
  void passesOverAReplicaThatIsDownWhenACollectionBegins() {
    try (MortalReplicas replicas = new MortalReplicas(3, Fate.kind(), PATIENCE)) {
      replicas.services.get(1).dead = true;
      assertThat(collect(replicas)).usingRecursiveComparison().isEqualTo(collectedByOne());
      assertThat(replicas.waited).isZero();
    }
  }

  @Test
  void aCollectionEndsWhenNoReplicaComesBack() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 4);
    try (MortalReplicas replicas = new MortalReplicas(1, fate, PATIENCE)) {
      List<Demonstration> received = new ArrayList<>();
      assertFails(() -> replicas.client.collect(COLLECTION, received::add), Reason.Lost, "killed");
      assertThat(received).hasSize(3);
      assertThat(replicas.waited).isEqualTo(PATIENCE.connect());
    }
  }
}
