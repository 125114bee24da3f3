package dev.graft.simulator.server.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Camera.Channels;
import dev.graft.simulator.client.Camera.Quality;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.server.EmbeddedSimulator;
import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.SimulatorSettings;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions with cameras, over a suite whose pictures cost nothing. */
@Timeout(30)
final class RolloutCamerasTest {
  private static final String TASK = "solved-at-3";
  private static final Camera SMALL = new Camera(FakeSuite.EYE, 2, 1);
  private static final Camera DEEP =
      new Camera(FakeSuite.EYE, 3, 2, Quality.FULL, Channels.RGB_AND_DEPTH);

  private final FakeSuite suite = new FakeSuite();
  private final EmbeddedSimulator server =
      EmbeddedSimulator.start(List.of(suite), new SimulatorSettings(8, 8, 2));

  @AfterEach
  void stop() {
    server.close();
    assertThat(suite.camerasClosed).hasValue(suite.camerasOpened.get());
    assertThat(suite.closed).hasValue(suite.opened.get());
  }

  private RolloutSession open(List<Camera> cameras, String... tasks) {
    return server.simulator().open(FakeSuite.NAME, List.of(tasks), cameras);
  }

  @Test
  void picturesComeForEveryEnvironmentOfARequestAndEveryCamera() {
    try (RolloutSession session = open(List.of(SMALL, DEEP), TASK, TASK, TASK)) {
      session.reset(new int[] {2, 0}, List.of(new Goal(1, 20), new Goal(1, 7)));
      assertThat(session.pictures()).hasSize(4);
      Picture small = session.pictures().get(0);
      assertThat(small.rgb()).containsExactly(0, 0, 0, 0, 0, 0);
      assertThat(small.depth()).isEmpty();
      Picture deep = session.pictures().get(1);
      assertThat(deep.rgb()).hasSize(3 * 3 * 2).containsOnly(0);
      assertThat(deep.depth()).containsExactly(20, 20, 20, 20, 20, 20);
      assertThat(session.pictures().get(3).depth()).containsOnly(7);

      session.step(new int[] {0}, new float[2]);
      assertThat(session.pictures()).hasSize(2);
      assertThat(session.pictures().get(0).rgb()).containsOnly(1);
    }
  }

  @Test
  void picturesCanBeLeftOut() {
    try (RolloutSession session = open(List.of(SMALL), TASK)) {
      session.reset(new int[] {0}, List.of(new Goal(1, 0)), Pictures.LEFT_OUT);
      assertThat(session.pictures()).isEmpty();
      session.step(new int[] {0}, new float[2], Pictures.LEFT_OUT);
      assertThat(session.pictures()).isEmpty();
      session.step(new int[] {0}, new float[2]);
      assertThat(session.pictures().getFirst().rgb()).containsOnly(2);
    }
  }

  @Test
  void aSessionThatIsCancelledWhileItsPicturesAreTakenGivesEverythingBack()
      throws InterruptedException {
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    RolloutSession session = open(List.of(SMALL, DEEP), TASK, TASK);
    suite.atPicture =
        () -> {
          taking.countDown();
          await(cancelled);
        };
    Thread client =
        Thread.startVirtualThread(
            () ->
                assertThatExceptionOfType(SimulatorException.class)
                    .isThrownBy(
                        () ->
                            session.reset(
                                new int[] {0, 1}, List.of(new Goal(1, 0), new Goal(1, 1)))));
    taking.await();
    server.simulator().close();
    client.join();
    assertThat(suite.camerasClosed).as("closed while in use").hasValue(0);
    cancelled.countDown();
    server.close();
    assertThat(suite.camerasOpened).hasValue(4);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "eye;0;9;cameras[0].width is 0: give 1 to 1024",
        "eye;9;2000;cameras[0].height is 2000: give 1 to 1024",
        "aye;9;9;cameras[0].name is 'aye': solved-at-3 has no such camera; give one of eye, blind",
        "blind;9;9;the simulator has no OpenGL: install libegl1; or open it without cameras"
      })
  void refusesWhatItCannotShow(String name, int width, int height, String message) {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> open(List.of(new Camera(name, width, height)), TASK))
        .withMessageContaining(message)
        .matches(refusal -> refusal.reason() == Reason.Invalid);
  }

  @Test
  void refusesACameraThatOneOfTheTasksLacks() {
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> open(List.of(SMALL), "wide"))
        .withMessageContaining("wide has no cameras");
  }

  @Test
  void refusesAnswersThatClientsWouldNotTake() {
    List<Camera> large = Collections.nCopies(8, new Camera(FakeSuite.EYE, 1024, 1024));
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> open(large, TASK, TASK, TASK))
        .withMessageContaining("8 cameras before 3 environments, 72 MiB for each answer");
    assertThatExceptionOfType(SimulatorException.class)
        .isThrownBy(() -> open(Collections.nCopies(17, SMALL), TASK))
        .withMessageContaining("open.cameras count is 17: give at most 16");
  }

  @Test
  void describesTheCamerasOfEachTask() {
    assertThat(server.simulator().describe().tasks())
        .filteredOn(task -> task.name().equals(TASK))
        .singleElement()
        .satisfies(task -> assertThat(task.cameras()).containsExactly("eye", "blind"));
  }
}
