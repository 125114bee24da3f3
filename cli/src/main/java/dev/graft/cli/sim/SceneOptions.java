package dev.graft.cli.sim;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.Goals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
          "Camera of the task's scene or a preset, as graft sim tasks lists them (default: ${DEFAULT-VALUE}).")
  private String camera;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      defaultValue = "320",
      description = "Width and height in pixels (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--width", paramLabel = "PIXELS", description = "Width, if not that of --size.")
  private @Nullable Integer width;

  @Option(names = "--height", paramLabel = "PIXELS", description = "Height, if not that of --size.")
  private @Nullable Integer height;

  @Option(names = "--depth", description = "Distances along the camera's axis instead of colours.")
  private boolean depth;

  @Mixin private GoalOptions goals;

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
    PictureSize pictures = size();
    double[] randomVector = goals.with(found, this::randomVector);
    try (Environment environment = found.suite().open(task)) {
      environment.reset(randomVector);
      try (FrameSource frames = open(environment, pictures, quality)) {
        scene.play(environment, frames);
      }
    }
  }

  private double[] randomVector(Goals sequence) {
    Bounds.requireWithin("--goal", goal, 0, sequence.perTask() - 1);
    return sequence.randomVector(task, goals.seed(), goal);
  }

  private PictureSize size() {
    Bounds.requireWithin("--size", size, SMALLEST, LARGEST);
    return new PictureSize(side("--width", width), side("--height", height));
  }

  private int side(String field, @Nullable Integer given) {
    if (given == null) {
      return size;
    }
    Bounds.requireWithin(field, given, SMALLEST, LARGEST);
    return given;
  }

  /** Whether distances are wanted instead of colours. */
  boolean depth() {
    return depth;
  }

  private FrameSource open(Environment environment, PictureSize pictures, Quality quality) {
    try {
      return environment.camera(new CameraSettings(camera, pictures, quality));
    } catch (MujocoException noGraphics) {
      throw CommandFailure.failed(String.valueOf(noGraphics.getMessage()));
    } catch (IllegalArgumentException noSuchCamera) {
      throw CommandFailure.usage("--camera: " + noSuchCamera.getMessage());
    }
  }
}
