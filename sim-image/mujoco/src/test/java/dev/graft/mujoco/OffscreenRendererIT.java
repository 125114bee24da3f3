package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffscreenRendererIT {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  @TempDir Path folder;
  private Model model;
  private Simulation simulation;

  @BeforeEach
  void open() throws IOException {
    model = Models.pendulum(folder);
    simulation = new Simulation(model);
    simulation.forward();
  }

  @AfterEach
  void close() {
    simulation.close();
    model.close();
  }

  @Test
  void theFloorIsBelowAndTheRodToTheRight() {
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      byte[] rgb = picture(renderer);
      assertThat(channel(rgb, HEIGHT - 2, WIDTH / 2, BLUE))
          .isGreaterThan(channel(rgb, 1, WIDTH / 2, BLUE));
      assertThat(redIn(rgb, WIDTH / 2, WIDTH)).isGreaterThan(redIn(rgb, 0, WIDTH / 2));
    }
  }

  @Test
  void bothQualitiesShowTheMotion() {
    for (Quality quality : Quality.values()) {
      try (OffscreenRenderer renderer = renderer(quality)) {
        byte[] before = picture(renderer);
        assertThat(picture(renderer)).as("%s", quality).isEqualTo(before);
        simulation.step(100);
        assertThat(picture(renderer)).as("%s", quality).isNotEqualTo(before);
      }
    }
  }

  @Test
  void renderersTakeTurnsInOneThread() {
    try (OffscreenRenderer first = renderer(Quality.FAST);
        OffscreenRenderer second = renderer(Quality.FAST)) {
      byte[] picture = picture(first);
      assertThat(picture(second)).isEqualTo(picture);
      assertThat(picture(first)).isEqualTo(picture);
    }
  }

  @Test
  void anotherThreadIsRefused() {
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      Throwable refusal =
          CompletableFuture.supplyAsync(
                  () -> ThrowableAssert.catchThrowable(() -> picture(renderer)))
              .join();
      assertThat(refusal).isInstanceOf(IllegalStateException.class).hasMessageContaining("thread");
    }
  }

  @Test
  void aClosedRendererIsRefused() {
    OffscreenRenderer renderer = renderer(Quality.FAST);
    renderer.close();
    assertThatIllegalStateException().isThrownBy(() -> picture(renderer));
  }

  /** Skips, and says so, where the machine has no OpenGL; the message must then name the remedy. */
  private OffscreenRenderer renderer(Quality quality) {
    try {
      return new OffscreenRenderer(model, WIDTH, HEIGHT, quality);
    } catch (MujocoException e) {
      assertThat(e).hasMessageContaining("libegl1").hasMessageContaining("libosmesa6");
      System.err.println("SKIPPED, rendering is not tested: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }

  private byte[] picture(OffscreenRenderer renderer) {
    byte[] rgb = new byte[renderer.frameBytes()];
    renderer.render(simulation, model.id(ObjectType.CAMERA, "front"), rgb);
    return rgb;
  }

  private static final int RED = 0;
  private static final int BLUE = 2;

  private static int channel(byte[] rgb, int row, int column, int channel) {
    return Byte.toUnsignedInt(rgb[3 * (row * WIDTH + column) + channel]);
  }

  private static int redIn(byte[] rgb, int firstColumn, int endColumn) {
    int red = 0;
    for (int row = 0; row < HEIGHT / 2; row++) {
      for (int column = firstColumn; column < endColumn; column++) {
        red += channel(rgb, row, column, RED);
      }
    }
    return red;
  }
}
