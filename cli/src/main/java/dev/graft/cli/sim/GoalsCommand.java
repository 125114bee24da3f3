package dev.graft.cli.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.OutputFormat;
import dev.graft.suites.Goals;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the goals that a seed stands for. */
@Command(
    name = "goals",
    mixinStandardHelpOptions = true,
    description = "Prints where a task puts objects and goal, for the goals of a seed.",
    footer = {
      "",
      "The numbers are a random vector, which graft sim replay takes as randVec. Without --benchmark",
      "the goals are Graft's own; with it, those that Python's metaworld draws, bit by bit."
    })
final class GoalsCommand implements Callable<Integer> {
  private static final int MOST = 100_000;
  private static final int USUAL = 50;

  /** What the JSON output shows. */
  record Listing(String task, String benchmark, long seed, List<Row> goals) {}

  /**
   * One goal.
   *
   * @param index its position in the sequence of the seed
   * @param randVec the random vector
   */
  @SuppressWarnings("ArrayRecordComponent") // printed, never compared
  record Row(int index, double[] randVec) {}

  @Spec private CommandSpec spec;

  @Option(names = "--task", required = true, description = "Task, such as reach-v3.")
  private String task;

  @Mixin private GoalOptions goals;

  @Option(names = "--count", description = "How many, from the first (default: 50).")
  private @Nullable Integer count;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.text;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GoalsCommand() {}

  @Override
  public Integer call() throws JsonProcessingException {
    Listing listing = new Listing(task, goals.benchmark(), goals.seed(), rows());
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text -> listing.goals().forEach(row -> out.println(line(row)));
      case json -> out.println(JsonMapper.builder().build().writeValueAsString(listing));
    }
    return ExitCode.Done.code();
  }

  private List<Row> rows() {
    return goals.with(TaskLookup.find("--task", task), this::rows);
  }

  private List<Row> rows(Goals sequence) {
    int most = Math.min(sequence.perTask(), MOST);
    int wanted = count == null ? Math.min(USUAL, most) : count;
    SceneOptions.requireWithin("--count", wanted, 1, most);
    return IntStream.range(0, wanted)
        .mapToObj(index -> new Row(index, sequence.randomVector(task, goals.seed(), index)))
        .toList();
  }

  private static String line(Row row) {
    return row.index()
        + Arrays.stream(row.randVec())
            .mapToObj(Double::toString)
            .collect(Collectors.joining(" ", "  ", ""));
  }
}
