package dev.graft.trainer.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The Python environments that the launcher makes. */
public final class LauncherPython {
  private LauncherPython() {}

  /**
   * The interpreter that has MLflow, and with it pyarrow and pandas; installed at its first use.
   */
  public static String withMlflow() throws IOException, InterruptedException {
    Path launcher = Path.of("../../cli/launcher").toAbsolutePath().normalize();
    return output(
            List.of(
                launcher.resolve("python-environment").toString(),
                "mlflow",
                launcher.resolve("python/mlflow.txt").toString()))
        .strip();
  }

  /**
   * What a command prints.
   *
   * @throws IllegalStateException when it fails
   */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException("%s ended with %d, see above".formatted(command, status));
    }
    return output;
  }
}
