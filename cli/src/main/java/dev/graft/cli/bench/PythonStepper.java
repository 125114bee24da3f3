package dev.graft.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.cli.Installation;
import dev.graft.cli.python.LineWorker;
import dev.graft.cli.python.MetaworldScript;
import java.io.IOException;
import java.util.Map;

/** Python's metaworld in a process of its own, stepping on request. */
final class PythonStepper implements AutoCloseable {
  private final LineWorker script;

  private PythonStepper(LineWorker script) {
    this.script = script;
  }

  /** Starts it, with one thread as Graft's; installs the packages the first time. */
  static PythonStepper start(Installation installation) throws IOException {
    Map<String, String> oneThread = Map.of("OMP_NUM_THREADS", "1");
    return new PythonStepper(
        MetaworldScript.start(installation, "stepping.py", "Python's metaworld", oneThread));
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
    JsonNode cost =
        script.ask(
            Map.of(
                "task", episode.task(),
                "randVec", episode.randomVector(),
                "actions", episode.actions(),
                "episodes", episodes));
    return new Cost(
        cost.path("steps").asInt(),
        cost.path("stepCpuSeconds").asDouble(),
        cost.path("resets").asInt(),
        cost.path("resetCpuSeconds").asDouble());
  }

  @Override
  public void close() {
    script.close();
  }
}
