package dev.graft.cli.sim;

import dev.graft.cli.ExitCode;
import dev.graft.mujoco.Quality;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes one picture of a task at the start of an episode. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Takes a picture of a task at the start of an episode.")
final class RenderCommand implements Callable<Integer> {
  @Mixin private SceneOptions scene;

  @Option(
      names = "--quality",
      defaultValue = "FULL",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Quality quality;

  @Option(names = "--out", required = true, description = "PNG file to write.")
  private Path out;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RenderCommand() {}

  @Override
  public Integer call() {
    scene.film(
        quality,
        (environment, camera) ->
            WholeFile.write(
                "--out", out, file -> ImageIO.write(scene.picture(camera), "png", file)));
    return ExitCode.Done.code();
  }
}
