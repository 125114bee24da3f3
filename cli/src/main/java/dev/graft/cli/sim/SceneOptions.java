package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.Quality;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import java.awt.image.BufferedImage;
import picocli.CommandLine.Option;

/** What is filmed, and from where, as a picocli mixin. */
final class SceneOptions {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 2048;

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

  /** The camera's picture of the present. */
  static BufferedImage picture(FrameSource camera) {
    byte[] rgb = camera.frame();
    BufferedImage image =
        new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0, at = 0; y < camera.height(); y++) {
      for (int x = 0; x < camera.width(); x++, at += 3) {
        int colour =
            Byte.toUnsignedInt(rgb[at]) << 16
                | Byte.toUnsignedInt(rgb[at + 1]) << 8
                | Byte.toUnsignedInt(rgb[at + 2]);
        image.setRGB(x, y, colour);
      }
    }
    return image;
  }
}
