package dev.graft.cli.python;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The launcher's scripts that do with Python's metaworld what is asked of them. */
public final class MetaworldScript {
  private MetaworldScript() {}

  /**
   * Starts one; installs the packages the first time.
   *
   * @param script a file of the launcher's folder {@code python}
   * @param name of what it measures, for messages, such as {@code Python's renderer}
   * @param variables of its environment, besides those of this process
   * @throws CommandFailure if the packages cannot be installed
   */
  public static LineWorker start(
      Installation installation, String script, String name, Map<String, String> variables)
      throws IOException {
    Path python =
        new PythonEnvironment(installation, "metaworld")
            .interpreter("Python's metaworld could not be installed; leave out --against-python");
    Path file = installation.launcher("python").resolve(script);
    ProcessBuilder builder = new ProcessBuilder(python.toString(), file.toString());
    builder.environment().putAll(variables);
    return LineWorker.start(name, builder);
  }
}
