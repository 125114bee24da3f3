package dev.graft.simulator.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Camera.Channels;
import dev.graft.simulator.client.Camera.Quality;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.remote.Fate.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replicas that die in the middle of a session with cameras. */
@Timeout(60)
final class LostReplicaPicturesTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofMinutes(1), Duration.ofSeconds(20), 3);
  private static final List<Camera> CAMERAS =
      List.of(
          new Camera("plain", 1, 1),
          new Camera("deep", 1, 1, Quality.FULL, Channels.RGB_AND_DEPTH));
  private static final int MESSAGES = 6; // the session's opening, and five requests
  private static final int PICTURES = 2 * (2 + 1 + 2 + 1);

  /** What is seen after each request; one of them leaves the pictures out. */
  private static List<List<Picture>> watch(Simulator simulator) {
    List<List<Picture>> seen = new ArrayList<>();
    try (RolloutSession session = simulator.open("Fake", List.of("a", "b"), CAMERAS)) {
      session.reset(new int[] {0, 1}, List.of(new Goal(1, 4), new Goal(2, 0)));
      seen.add(session.pictures());
      session.step(new int[] {1}, new float[] {.5f});
      seen.add(session.pictures());
      session.step(new int[] {0, 1}, new float[] {1, -.5f}, Pictures.LEFT_OUT);
      seen.add(session.pictures());
      session.step(new int[] {0, 1}, new float[] {.25f, -1});
      seen.add(session.pictures());
      session.reset(new int[] {0}, List.of(new Goal(1, 6)));
      seen.add(session.pictures());
    }
    return seen;
  }

  private static List<List<Picture>> undisturbed() {
    try (MortalReplicas replicas = new MortalReplicas(1, Fate.kind(), PATIENCE)) {
      List<List<Picture>> seen = watch(replicas.client);
      assertThat(seen).extracting(List::size).containsExactly(4, 2, 0, 4, 2);
      return seen;
    }
  }

  @ParameterizedTest
  @EnumSource
  void picturesComeAgainFromAnotherReplicaWheneverOneDies(Moment moment) {
    List<List<Picture>> undisturbed = undisturbed();
    for (int death = 1; death <= MESSAGES; death++) {
      Fate fate = new Fate(moment, death);
      try (MortalReplicas replicas = new MortalReplicas(2, fate, PATIENCE)) {
        assertThat(watch(replicas.client))
            .as("death at %d", death)
            .usingRecursiveComparison()
            .isEqualTo(undisturbed);
        assertThat(fate.messages()).as("messages").isGreaterThanOrEqualTo(MESSAGES);
      }
    }
  }

  /** Pictures cost more than steps: what nobody looks at a second time is not drawn again. */
  @Test
  void aReplayTakesNoPictures() {
    Fate fate = new Fate(Moment.BeforeTheAnswer, 5);
    try (MortalReplicas replicas = new MortalReplicas(2, fate, PATIENCE)) {
      watch(replicas.client);
      int taken = replicas.services.stream().mapToInt(service -> service.pictures.get()).sum();
      assertThat(taken).as("all, and those of the lost answer again").isEqualTo(PICTURES + 4);
    }
  }
}
