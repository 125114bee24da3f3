package dev.graft.cli.bench.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.Installation;
import dev.graft.cli.python.LineWorker;
import dev.graft.cli.python.MetaworldScript;
import java.io.IOException;
import java.util.Map;

/** Python's {@code mujoco.Renderer} in a process of its own, rendering on request. */
final class PythonRenderer implements AutoCloseable {
  private final LineWorker script;

  private PythonRenderer(LineWorker script) {
    this.script = script;
  }

  /** Starts it; installs the packages the first time. */
  static PythonRenderer start(Installation installation) throws IOException {
    return new PythonRenderer(
        MetaworldScript.start(installation, "rendering.py", "Python's renderer", Map.of()));
  }

  /**
   * What it took.
   *
   * @param frames how many pictures, and in what time
   * @param sha256 of the bytes of one of them
   */
  record Result(Frames frames, String sha256) {}

  Result render(Scene scene, double seconds) throws IOException {
    JsonNode result =
        script.ask(
            Map.of(
                "task", scene.task(),
                "randVec", scene.randomVector(),
                "camera", scene.camera(),
                "size", scene.size(),
                "seconds", seconds));
    return new Result(
        new Frames(
            result.path("frames").asLong(),
            result.path("seconds").asDouble(),
            result.path("cpuSeconds").asDouble()),
        result.path("sha256").asText());
  }

  @Override
  public void close() {
    script.close();
  }
}
