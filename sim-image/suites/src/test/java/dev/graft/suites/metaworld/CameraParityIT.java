package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.CameraSettings.Orientation;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.PythonOracle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full quality, as mounted: byte for byte what Python's {@code mujoco.Renderer} gives on the same
 * machine, and depth number for number.
 */
class CameraParityIT {
  private static final MetaWorld SUITE = new MetaWorld();
  private static final float[] ACTION = {0.5f, 0.5f, -1, 1};
  private static final int STEPS = 20;

  /** What is compared. Pictures of full quality take a tenth of a second each. */
  private record Sample(String task, PictureSize size, List<String> cameras) {}

  /** Every camera, and scenes on each of the three tables that scenes stand on. */
  private static final List<Sample> SAMPLES =
      List.of(
          new Sample(
              "hammer-v3",
              new PictureSize(84, 84),
              SUITE.cameras("hammer-v3").stream().map(CameraInfo::name).toList()),
          new Sample("bin-picking-v3", new PictureSize(120, 64), List.of("corner2", "topview")),
          new Sample("drawer-open-v3", new PictureSize(50, 70), List.of("corner3", "left_cap2")));

  /** Where Python must move or add a camera to see what a preset sees. */
  private static final Map<String, Map<String, Object>> PRESETS =
      Map.of(
          "corner2-near",
          Map.of("camera", "corner2", "position", List.of(0.75, 0.075, 0.7)),
          "left_cap2",
          Map.of("lookFrom", List.of(-0.5, 0, 0.4)),
          "right_cap2",
          Map.of("lookFrom", List.of(0.3, 0, 0.5)),
          "top_cap2",
          Map.of("lookFrom", List.of(0, 0.9, 0.6)));

  @TempDir private Path folder;

  @Test
  void everyCameraGivesThePicturesAndTheDepthOfPython() throws IOException {
    requireOpenGl();
    ByteBuffer python =
        PythonOracle.pictures(folder, SAMPLES.stream().map(CameraParityIT::entry).toList());
    for (Sample sample : SAMPLES) {
      try (Environment environment = SUITE.open(sample.task())) {
        environment.reset(SUITE.randomVector(sample.task(), 0, 0));
        for (int step = 0; step < STEPS; step++) {
          environment.step(ACTION);
        }
        sample.cameras().forEach(camera -> compare(sample, environment, camera, python));
      }
    }
    assertThat(python.hasRemaining()).isFalse();
  }

  private static void compare(
      Sample sample, Environment environment, String camera, ByteBuffer python) {
    PictureSize size = sample.size();
    byte[] rgb = new byte[size.rgbBytes()];
    python.get(rgb);
    float[] metres = new float[size.pixels()];
    python.asFloatBuffer().get(metres);
    python.position(python.position() + Float.BYTES * metres.length);
    var settings = new CameraSettings(camera, size, Quality.FULL, Orientation.AS_MOUNTED);
    try (FrameSource source = environment.camera(settings)) {
      assertThat(source.rgb()).as("%s of %s", camera, sample.task()).isEqualTo(rgb);
      assertThat(source.depth()).as("depth of %s of %s", camera, sample.task()).isEqualTo(metres);
    }
  }

  private static Map<String, Object> entry(Sample sample) {
    return Map.of(
        "task",
        sample.task(),
        "randVec",
        SUITE.randomVector(sample.task(), 0, 0),
        "actions",
        Collections.nCopies(STEPS, ACTION),
        "shots",
        sample.cameras().stream().flatMap(camera -> shots(camera, sample.size())).toList());
  }

  private static Stream<Map<String, Object>> shots(String camera, PictureSize size) {
    Map<String, Object> shot = new LinkedHashMap<>();
    shot.put("camera", camera);
    shot.put("width", size.width());
    shot.put("height", size.height());
    shot.put("depth", false);
    shot.putAll(PRESETS.getOrDefault(camera, Map.of()));
    Map<String, Object> depth = new LinkedHashMap<>(shot);
    depth.put("depth", true);
    return Stream.of(shot, depth);
  }

  private static void requireOpenGl() {
    try (Environment environment = SUITE.open("hammer-v3");
        FrameSource camera =
            environment.camera(new CameraSettings("corner", new PictureSize(8, 8), Quality.FAST))) {
      assertThat(camera.rgb()).hasSize(3 * 8 * 8);
    } catch (MujocoException e) {
      System.err.println("SKIPPED, pictures are not compared with Python's: " + e.getMessage());
      Assumptions.abort(e.getMessage());
    }
  }
}
