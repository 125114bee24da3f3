package dev.graft.cli.sim;

import dev.graft.cli.Bounds;
import dev.graft.cli.ExitCode;
import dev.graft.mujoco.Quality;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Films an episode of a task's scripted policy. */
@Command(
    name = "video",
    mixinStandardHelpOptions = true,
    description = "Films an episode of a task's scripted policy as an animated GIF.",
    footer = {"", "With --depth the nearer is the brighter, and black is 4 m away or farther."})
final class VideoCommand implements Callable<Integer> {
  /** A step lasts 5 x 2.5 ms; four of them fill the 50 ms that one picture is shown. */
  private static final int STEPS_PER_FRAME = 4;

  private static final int FRAME_CENTISECONDS = 5;

  /** What follows a success shows that it lasts: half a second. */
  private static final int STEPS_AFTER_SUCCESS = 40;

  @Spec private CommandSpec spec;

  @Mixin private SceneOptions scene;

  @Option(
      names = "--quality",
      paramLabel = "full|fast",
      defaultValue = "fast",
      description =
          "full: as the scene's XML asks; fast: without shadows, reflections and smooth edges (default: ${DEFAULT-VALUE}).")
  private Quality quality;

  @Option(
      names = "--steps",
      description = "Steps at most (default: until half a second after success).")
  private @Nullable Integer steps;

  @Option(names = "--out", required = true, description = "GIF file to write.")
  private Path out;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  VideoCommand() {}

  @Override
  public Integer call() {
    int horizon = scene.task().info().horizon();
    int most = steps == null ? horizon : steps;
    Bounds.requireWithin("--steps", most, 1, horizon);
    int actionSize = scene.task().info().actionSize();
    scene.film(
        quality,
        (environment, camera) ->
            WholeFile.write(
                "--out", out, file -> film(environment, camera, file, most, actionSize)));
    return ExitCode.Done.code();
  }

  private BufferedImage picture(FrameSource camera) {
    return scene.depth() ? Pictures.shades(camera) : Pictures.rgb(camera);
  }

  private void film(
      Environment environment, FrameSource camera, OutputStream file, int most, int actionSize)
      throws IOException {
    double[] wanted = new double[actionSize];
    float[] action = new float[actionSize];
    int left = most;
    boolean solved = false;
    try (AnimatedGif gif = new AnimatedGif(file, FRAME_CENTISECONDS)) {
      gif.add(picture(camera));
      for (int step = 1; left > 0; step++, left--) {
        environment.scriptedAction(wanted);
        for (int i = 0; i < actionSize; i++) {
          action[i] = (float) Math.clamp(wanted[i], -1, 1);
        }
        environment.step(action);
        if (environment.success() && !solved) {
          solved = true;
          left = Math.min(left, 1 + STEPS_AFTER_SUCCESS);
        }
        if (step % STEPS_PER_FRAME == 0) {
          gif.add(picture(camera));
        }
      }
    }
    spec.commandLine()
        .getErr()
        .println(solved ? "the scripted policy solved the task" : "the task was not solved");
  }
}
