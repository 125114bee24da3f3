package dev.graft.cli.sim;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.ExitCode;
import dev.graft.suites.Replay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Replays an episode from a file into a file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = "Replays an episode and writes what was observed.",
    footer = {
      "",
      "Input:  {\"task\": \"reach-v3\", \"randVec\": [...], \"goalVisible\": true, \"actions\":"
          + " [[...]]},",
      "        or \"policy\": \"scripted\" and \"steps\": 200 instead of actions.",
      "Output: {\"observations\": [...], \"rewards\": [...], \"successes\": [...], \"actions\":"
          + " [...]}, with one",
      "        observation more than steps."
    })
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--input", required = true, description = "JSON file to read.")
  private Path input;

  @Option(names = "--output", required = true, description = "JSON file to write.")
  private Path output;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ReplayCommand() {}

  @Override
  public Integer call() {
    ReplayFile file = new ReplayFile(input);
    Replay.Output output = run(file.read(), file);
    WholeFile.write(
        "--output", this.output, out -> JsonMapper.builder().build().writeValue(out, output));
    return ExitCode.Done.code();
  }

  private static Replay.Output run(Replay.Input input, ReplayFile file) {
    try {
      return Replay.run(TaskLookup.suiteOf(input.task()), input);
    } catch (IllegalArgumentException wrong) {
      throw file.wrong(String.valueOf(wrong.getMessage()));
    }
  }
}
