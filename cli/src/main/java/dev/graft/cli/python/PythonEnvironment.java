package dev.graft.cli.python;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A Python interpreter with the packages of one of the launcher's requirements files, in Graft's
 * cache; installed by the launcher the first time.
 *
 * @param name of the requirements file without its suffix, such as {@code mlflow}
 */
public record PythonEnvironment(Installation installation, String name) {

  /**
   * The interpreter. Takes a minute the first time, and says so on standard error.
   *
   * @param remedy what the user can do without it, for the message
   * @throws CommandFailure if it cannot be installed; the launcher has said why
   */
  public Path interpreter(String remedy) throws IOException {
    Process script =
        new ProcessBuilder(
                installation.launcher("python-environment").toString(),
                name,
                installation.launcher("python").resolve(name + ".txt").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    script.getOutputStream().close();
    try (InputStream output = script.getInputStream()) {
      String path = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (script.waitFor() != 0) {
        throw CommandFailure.usage(remedy);
      }
      return Path.of(path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Python packages were installed", e);
    } finally {
      script.destroy();
    }
  }
}
