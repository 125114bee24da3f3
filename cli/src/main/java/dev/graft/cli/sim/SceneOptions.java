package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.Quality;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Set;
import picocli.CommandLine.Option;

/** What is filmed, and from where, as a picocli mixin. */
final class SceneOptions {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 2048;

  /**
   * Meta-World mounts these on their heads: "up" points down in their {@code xyaxes} and {@code
   * euler} (metaworld 3.1.1, assets/objects/assets/xyz_base.xml).
   */
  private static final Set<String> HEAD_DOWN = Set.of("corner", "corner2", "corner3", "corner4");

  /** Works with the environment, after its reset, and a camera in it. */
  interface Scene {
    void play(Environment environment, FrameSource camera);
  }

  @Option(names = "--task", required = true, description = "Task, such as reach-v3.")
  private String task;

  @Option(
      names = "--camera",
      defaultValue = "corner2",
      description =
          "Camera of the task's scene; a wrong one is answered by the list of them (default: ${DEFAULT-VALUE}).")
  private String camera;

  @Option(
      names = "--size",
      defaultValue = "320",
      description = "Width and height in pixels (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Draws the goals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--goal",
      defaultValue = "0",
      description = "Which goal of the seed, from 0 (default: ${DEFAULT-VALUE}).")
  private int goal;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SceneOptions() {}

  /** The task, known to exist. */
  TaskLookup task() {
    return TaskLookup.find("--task", task);
  }

  /** Opens the task at its goal and a camera in it; closes both after the scene. */
  void film(Quality quality, Scene scene) {
    TaskLookup found = task();
    requireWithin("--size", size, SMALLEST, LARGEST);
    requireWithin("--goal", goal, 0, Integer.MAX_VALUE);
    try (Environment environment = found.suite().open(task)) {
      environment.reset(found.suite().randomVector(task, seed, goal));
      try (FrameSource frames = open(environment, quality)) {
        scene.play(environment, frames);
      }
    }
  }

  private FrameSource open(Environment environment, Quality quality) {
    try {
      return environment.camera(camera, size, size, quality);
    } catch (MujocoException noGraphics) {
      throw CommandFailure.failed(String.valueOf(noGraphics.getMessage()));
    } catch (IllegalArgumentException noSuchCamera) {
      throw CommandFailure.usage("--camera: " + noSuchCamera.getMessage());
    }
  }

  static void requireWithin(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandFailure.usage("%s is %d: give %d to %d".formatted(field, value, least, most));
    }
  }

  /** The camera's picture of the present, the right way up for a person. */
  BufferedImage picture(FrameSource frames) {
    return picture(camera, frames);
  }

  /** The same for a camera by name. */
  static BufferedImage picture(String camera, FrameSource frames) {
    byte[] rgb = frames.frame();
    int width = frames.width();
    int height = frames.height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int pixels = width * height;
    for (int pixel = 0; pixel < pixels; pixel++) {
      int from = 3 * (HEAD_DOWN.contains(camera) ? pixels - 1 - pixel : pixel);
      image.setRGB(
          pixel % width,
          pixel / width,
          new Color(
                  Byte.toUnsignedInt(rgb[from]),
                  Byte.toUnsignedInt(rgb[from + 1]),
                  Byte.toUnsignedInt(rgb[from + 2]))
              .getRGB());
    }
    return image;
  }
}
