package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.mujoco.Quality;
import dev.graft.suites.FrameSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes one picture of a task at the start of an episode. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Takes a picture of a task at the start of an episode.",
    footer = {
      "",
      "x.png: 8-bit colours, or 16-bit distances in millimetres, 65535 being 65.535 m and more.",
      "x.npy, for numpy.load: uint8 [height, width, 3], or float32 [height, width] in metres."
    })
final class RenderCommand implements Callable<Integer> {
  @Mixin private SceneOptions scene;

  @Option(
      names = "--quality",
      paramLabel = "full|fast",
      defaultValue = "full",
      description =
          "full: as the scene's XML asks; fast: without shadows, reflections and smooth edges (default: ${DEFAULT-VALUE}).")
  private Quality quality;

  @Option(
      names = "--out",
      required = true,
      description = "File to write, its name ending in .png or .npy.")
  private Path out;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RenderCommand() {}

  @Override
  public Integer call() {
    Format format = Format.of(out);
    scene.film(
        quality,
        (environment, camera) ->
            WholeFile.write("--out", out, file -> write(format, camera, file)));
    return ExitCode.Done.code();
  }

  private void write(Format format, FrameSource camera, OutputStream file) throws IOException {
    switch (format) {
      case PNG ->
          ImageIO.write(
              scene.depth() ? Pictures.millimetres(camera) : Pictures.rgb(camera), "png", file);
      case NPY -> {
        if (scene.depth()) {
          Pictures.writeDepthArray(camera, file);
        } else {
          Pictures.writeRgbArray(camera, file);
        }
      }
    }
  }

  private enum Format {
    PNG,
    NPY;

    static Format of(Path file) {
      String name = file.toString().toLowerCase(Locale.ROOT);
      if (name.endsWith(".png")) {
        return PNG;
      }
      if (name.endsWith(".npy")) {
        return NPY;
      }
      throw CommandFailure.usage("--out is '" + file + "': end its name in .png or .npy");
    }
  }
}
