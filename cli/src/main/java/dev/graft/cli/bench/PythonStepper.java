package dev.graft.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.python.PythonEnvironment;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Python's metaworld in a process of its own, stepping on request. */
final class PythonStepper implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private PythonStepper(Process process) {
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Starts it; installs the packages the first time. */
  static PythonStepper start(Installation installation) throws IOException {
    Path python =
        new PythonEnvironment(installation, "metaworld")
            .interpreter("Python's metaworld could not be installed; leave out --against-python");
    ProcessBuilder builder =
        new ProcessBuilder(
                python.toString(),
                installation.launcher("python").resolve("stepping.py").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return new PythonStepper(builder.start());
  }

  /**
   * What episodes cost.
   *
   * @param steps in all
   * @param stepCpuSeconds of the steps, without resets
   * @param resetCpuSeconds of the resets
   */
  record Cost(int steps, double stepCpuSeconds, int resets, double resetCpuSeconds) {}

  /** Resets an environment and steps it through the episode. */
  Cost play(Episode episode, int episodes) throws IOException {
    requests.write(
        JSON.writeValueAsString(
            Map.of(
                "task", episode.task(),
                "randVec", episode.randomVector(),
                "actions", episode.actions(),
                "episodes", episodes)));
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw CommandFailure.failed("Python's metaworld ended; what it said is above");
    }
    JsonNode cost = JSON.readTree(answer);
    return new Cost(
        cost.path("steps").asInt(),
        cost.path("stepCpuSeconds").asDouble(),
        cost.path("resets").asInt(),
        cost.path("resetCpuSeconds").asDouble());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
