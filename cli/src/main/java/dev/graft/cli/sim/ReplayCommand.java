package dev.graft.cli.sim;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.suites.Environment;
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
    ReplayInput replay = ReplayInput.read(input);
    TaskLookup task = TaskLookup.find("--input '" + input + "': task", replay.task());
    replay.check(input, task);
    Playback playback = play(replay, task);
    WholeFile.write(
        "--output", output, file -> JsonMapper.builder().build().writeValue(file, playback));
    return ExitCode.Done.code();
  }

  private Playback play(ReplayInput replay, TaskLookup task) {
    try (Environment environment = task.suite().open(replay.task())) {
      return Playback.of(replay, task, environment);
    } catch (IllegalArgumentException misfit) {
      throw CommandFailure.usage("--input '" + input + "': " + misfit.getMessage());
    }
  }
}
