package dev.graft.cli.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One of the launcher's scripts that do with Python's metaworld what is asked of them, in a process
 * of its own. It reads a JSON object a line and answers each by another; what else it says goes to
 * standard error. For one thread at a time.
 */
public final class MetaworldScript implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private MetaworldScript(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /**
   * Starts it; installs the packages the first time.
   *
   * @param script a file of the launcher's folder {@code python}
   * @param name of what it measures, for messages, such as {@code Python's renderer}
   * @param variables of its environment, besides those of this process
   * @throws CommandFailure if the packages cannot be installed
   */
  public static MetaworldScript start(
      Installation installation, String script, String name, Map<String, String> variables)
      throws IOException {
    Path python =
        new PythonEnvironment(installation, "metaworld")
            .interpreter("Python's metaworld could not be installed; leave out --against-python");
    Path file = installation.launcher("python").resolve(script);
    ProcessBuilder builder =
        new ProcessBuilder(python.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    return new MetaworldScript(name, builder.start());
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws CommandFailure if the script ends instead; it has said why
   */
  public JsonNode ask(Map<String, ?> request) throws IOException {
    requests.write(JSON.writeValueAsString(request));
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw CommandFailure.failed(name + " ended; what it said is above");
    }
    return JSON.readTree(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
