package dev.graft.cli.sim;

import dev.graft.cli.Bounds;
import dev.graft.cli.ExitCode;
import dev.graft.cli.ResultFormat;
import dev.graft.suites.Goals;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(names = "--task", required = true, description = "Task, such as reach-v3.")
  private String task;

  @Mixin private GoalOptions goals;

  @Option(names = "--count", description = "How many, from the first (default: 50).")
  private @Nullable Integer count;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GoalsCommand() {}

  @Override
  public Integer call() {
    Listing listing = new Listing(task, goals.benchmark(), goals.seed(), rows());
    format.printCompact(
        listing, (list, out) -> list.goals().forEach(row -> out.println(line(row))));
    return ExitCode.Done.code();
  }

  private List<Row> rows() {
    return goals.with(TaskLookup.find("--task", task), this::rows);
  }

  private List<Row> rows(Goals sequence) {
    int most = Math.min(sequence.perTask(), MOST);
    int wanted = count == null ? Math.min(USUAL, most) : count;
    Bounds.requireWithin("--count", wanted, 1, most);
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
