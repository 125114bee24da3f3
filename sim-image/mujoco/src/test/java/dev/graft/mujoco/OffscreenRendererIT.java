package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffscreenRendererIT {
  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;
  private static final float ROD_RADIUS = 0.02f;

  /** A pixel's centre need not show the very nearest point. */
  private static final float PIXEL_METRES = 0.01f;

  private static final PictureSize SIZE = new PictureSize(WIDTH, HEIGHT);

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
        simulation.advance(100);
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
  void anyThreadMayRender() {
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      byte[] here = picture(renderer);
      assertThat(CompletableFuture.supplyAsync(() -> picture(renderer)).join()).isEqualTo(here);
      assertThat(picture(renderer)).isEqualTo(here);
    }
  }

  @Test
  void aPictureIsTheSameWhateverSizesCameBefore() {
    try (OffscreenRenderer fresh = renderer(Quality.FULL);
        OffscreenRenderer used = renderer(Quality.FULL)) {
      PictureSize larger = new PictureSize(200, 20);
      used.rgb(simulation, front(), larger, new byte[larger.rgbBytes()]);
      assertThat(picture(used)).isEqualTo(picture(fresh));
      assertThat(depth(used, front())).isEqualTo(depth(fresh, front()));
      assertThat(picture(used)).isEqualTo(picture(fresh));
    }
  }

  @Test
  void halfATurnReversesTheOrderOfThePixels() {
    View turned = new View(front().camera(), null, View.Turn.HALF);
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      byte[] picture = picture(renderer);
      byte[] half = new byte[SIZE.rgbBytes()];
      renderer.rgb(simulation, turned, SIZE, half);
      float[] metres = depth(renderer, front());
      float[] halfMetres = depth(renderer, turned);
      for (int i = 0; i < SIZE.pixels(); i++) {
        int opposite = SIZE.pixels() - 1 - i;
        assertThat(halfMetres[i]).isEqualTo(metres[opposite]);
        for (int channel = 0; channel < 3; channel++) {
          assertThat(half[3 * i + channel]).isEqualTo(picture[3 * opposite + channel]);
        }
      }
    }
  }

  /** The camera looks along y from 2 m away, at a rod and a ball that are on its axis' plane. */
  @Test
  void depthIsTheDistanceAlongTheCamerasAxis() {
    float nearest = Float.POSITIVE_INFINITY;
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      float[] metres = depth(renderer, front());
      for (int i = 0; i < metres.length / 2; i++) { // above the floor
        nearest = Math.min(nearest, metres[i]);
      }
      assertThat(metres[0]).as("the sky, as far as the camera sees").isGreaterThan(50);
    }
    assertThat(nearest).as("the rod's near side").isCloseTo(2 - ROD_RADIUS, within(PIXEL_METRES));
  }

  @Test
  void aMovedCameraIsPutBack() {
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      byte[] before = picture(renderer);
      Pose above = Pose.lookingAt(new double[] {0.5, -0.5, 3}, new double[] {0, 0, 0}, 30);
      View moved = new View(front().camera(), above, View.Turn.NONE);
      byte[] picture = new byte[SIZE.rgbBytes()];
      renderer.rgb(simulation, moved, SIZE, picture);
      assertThat(picture).isNotEqualTo(before);
      assertThat(picture(renderer)).isEqualTo(before);
    }
  }

  @Test
  void anArrayOfTheWrongLengthIsRefused() {
    try (OffscreenRenderer renderer = renderer(Quality.FAST)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> renderer.rgb(simulation, front(), SIZE, new byte[3]))
          .withMessageContaining("64 x 48");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> renderer.depth(simulation, front(), SIZE, new float[3]))
          .withMessageContaining("3072");
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
      return new OffscreenRenderer(model, quality);
    } catch (MujocoException e) {
      assertThat(e).hasMessageContaining("install lib");
      System.err.println("SKIPPED, rendering is not tested: " + e.getMessage());
      return Assumptions.abort(e.getMessage());
    }
  }

  private byte[] picture(OffscreenRenderer renderer) {
    byte[] rgb = new byte[SIZE.rgbBytes()];
    renderer.rgb(simulation, front(), SIZE, rgb);
    return rgb;
  }

  private float[] depth(OffscreenRenderer renderer, View view) {
    float[] metres = new float[SIZE.pixels()];
    renderer.depth(simulation, view, SIZE, metres);
    return metres;
  }

  private View front() {
    return View.of(model.id(ObjectType.CAMERA, "front"));
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
