package dev.graft.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.SharedRenderer;
import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Camera.Channels;
import dev.graft.simulator.client.Camera.Quality;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.remote.SimulatorClient;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures of real simulations over a socket, against those taken without a server. */
@Timeout(300)
final class PicturesIT {
  private static final MetaWorld META_WORLD = new MetaWorld();
  private static final List<String> TASKS = List.of("hammer-v3", "door-open-v3", "hammer-v3");
  private static final int[] ALL = {0, 1, 2};
  private static final float[] ACTION = {1, -.5f, 0, 1};
  private static final Camera SQUARE = new Camera("corner2", 84, 84);
  private static final Camera DEEP =
      new Camera("gripperPOV", 40, 30, Quality.FAST, Channels.RGB_AND_DEPTH);
  private static final Camera BEST = new Camera("left_cap2", 24, 32, Quality.FULL, Channels.RGB);

  private SimulatorServer server;
  private SimulatorClient client;

  @BeforeEach
  void serve() throws IOException {
    server =
        SimulatorServer.listen(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InstalledSuites.all(),
            new SimulatorSettings(8, 8, 3));
    client = SimulatorClient.connect(List.of("localhost:" + server.port()));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    assertThat(SharedRenderer.opened()).as("renderers that nobody uses").isZero();
  }

  @Test
  void picturesAreThoseTakenWithoutAServerForTwoSessionsAtOnce() {
    try (RolloutSession one = open(List.of(SQUARE, DEEP));
        RolloutSession other = open(List.of(BEST))) {
      reset(one);
      reset(other);
      for (int step = 0; step < 3; step++) {
        step(one);
        step(other);
      }
      for (int at : ALL) {
        try (Environment environment = replayed(at)) {
          requireEqual(one.pictures().get(2 * at), environment, SQUARE);
          requireEqual(one.pictures().get(2 * at + 1), environment, DEEP);
          requireEqual(other.pictures().get(at), environment, BEST);
        }
      }
    }
  }

  private RolloutSession open(List<Camera> cameras) {
    try {
      return client.open(META_WORLD.name(), TASKS, cameras);
    } catch (SimulatorException refused) {
      assertThat(refused).hasMessageContaining("libosmesa6");
      System.err.println("SKIPPED, pictures are not tested: " + refused.getMessage());
      return Assumptions.abort(refused.getMessage());
    }
  }

  private static void reset(RolloutSession session) {
    session.reset(ALL, List.of(new Goal(4, 0), new Goal(4, 1), new Goal(4, 2)));
  }

  private static void step(RolloutSession session) {
    float[] actions = new float[ALL.length * ACTION.length];
    for (int at : ALL) {
      System.arraycopy(ACTION, 0, actions, at * ACTION.length, ACTION.length);
    }
    session.step(ALL, actions);
  }

  private static Environment replayed(int at) {
    Environment environment = META_WORLD.open(TASKS.get(at));
    environment.reset(META_WORLD.randomVector(TASKS.get(at), 4, at));
    for (int step = 0; step < 3; step++) {
      environment.step(ACTION);
    }
    return environment;
  }

  private static void requireEqual(Picture picture, Environment environment, Camera camera) {
    CameraSettings settings =
        new CameraSettings(
            camera.name(),
            new PictureSize(camera.width(), camera.height()),
            dev.graft.mujoco.Quality.valueOf(camera.quality().name()));
    try (FrameSource source = environment.camera(settings)) {
      assertThat(picture.rgb()).as("%s", camera).isEqualTo(source.rgb());
      if (camera.channels() == Channels.RGB_AND_DEPTH) {
        assertThat(picture.depth()).as("%s", camera).isEqualTo(source.depth());
      }
    }
  }

  /** The environments wait for the next session; what OpenGL holds does not. */
  @Test
  void sessionsGiveTheirRenderersBack() {
    for (int session = 0; session < 3; session++) {
      try (RolloutSession open = open(List.of(SQUARE, DEEP))) {
        reset(open);
        assertThat(SharedRenderer.opened()).isBetween(2, 6);
      }
      assertThat(SharedRenderer.opened()).isZero();
    }
  }
}
