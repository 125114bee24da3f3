package dev.graft.cli.bench.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.python.PythonEnvironment;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Python's {@code mujoco.Renderer} in a process of its own, rendering on request. */
final class PythonRenderer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private PythonRenderer(Process process) {
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /** Starts it; installs the packages the first time. */
  static PythonRenderer start(Installation installation) throws IOException {
    Path python =
        new PythonEnvironment(installation, "metaworld")
            .interpreter("Python's metaworld could not be installed; leave out --against-python");
    Path script = installation.launcher("python").resolve("rendering.py");
    return new PythonRenderer(
        new ProcessBuilder(python.toString(), script.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /**
   * What it took.
   *
   * @param frames how many pictures, and in what time
   * @param sha256 of the bytes of one of them
   */
  record Result(Frames frames, String sha256) {}

  Result render(Scene scene, double seconds) throws IOException {
    requests.write(
        JSON.writeValueAsString(
            Map.of(
                "task", scene.task(),
                "randVec", scene.randomVector(),
                "camera", scene.camera(),
                "size", scene.size(),
                "seconds", seconds)));
    requests.newLine();
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw CommandFailure.failed("Python's renderer ended; what it said is above");
    }
    JsonNode result = JSON.readTree(answer);
    return new Result(
        new Frames(
            result.path("frames").asLong(),
            result.path("seconds").asDouble(),
            result.path("cpuSeconds").asDouble()),
        result.path("sha256").asText());
  }

  @Override
  public void close() {
    process.destroy();
  }
}
