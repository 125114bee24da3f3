package dev.graft.cli.sim;

import dev.graft.cli.CommandFailure;
import dev.graft.suites.Goals;
import dev.graft.suites.RefusedGoalException;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Which goals are meant, as a picocli mixin. */
final class GoalOptions {
  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Which goals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--benchmark",
      defaultValue = "",
      description =
          "MT1, MT10, MT50, ML1-train, ML1-test, ML10-train, ML10-test, ML45-train or ML45-test, as"
              + " Python's metaworld draws its goals for this seed; ML10 and ML45: of the half that"
              + " has the task (default: Graft's own).")
  private String benchmark;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  GoalOptions() {}

  long seed() {
    return seed;
  }

  String benchmark() {
    return benchmark;
  }

  /**
   * Works with the goals.
   *
   * @throws CommandFailure when the task has no such goals; names the option
   */
  <T> T with(TaskLookup task, Function<Goals, T> work) {
    try {
      Goals goals = task.suite().goals(benchmark);
      goals.require(task.info().name(), seed, 0);
      return work.apply(goals);
    } catch (RefusedGoalException refusal) {
      throw CommandFailure.usage("--%s %s".formatted(refusal.field(), refusal.getMessage()));
    }
  }
}
