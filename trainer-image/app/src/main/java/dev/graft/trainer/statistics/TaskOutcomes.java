package dev.graft.trainer.statistics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a method's runs on one task came to, on the same goals.
 *
 * @param task its name
 * @param runs for each run, such as a training seed, whether each goal was solved: {@code [runs,
 *     goals]}
 */
public record TaskOutcomes(String task, List<List<Boolean>> runs) {
  /** Copies the outcomes, and refuses what is no rectangle. */
  public TaskOutcomes {
    runs = runs.stream().map(List::copyOf).toList();
    if (runs.isEmpty() || runs.getFirst().isEmpty()) {
      throw new IllegalArgumentException(task + ": no outcomes; needs a run on a goal at least");
    }
    if (runs.stream().map(List::size).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "%s: the runs have %s goals; must be the same ones"
              .formatted(task, runs.stream().map(List::size).toList()));
    }
  }

  /** Number of goals. */
  public int goals() {
    return runs.getFirst().size();
  }

  /** All episodes of all runs. */
  public SuccessRate successRate() {
    int successes = runs.stream().mapToInt(TaskOutcomes::solved).sum();
    return new SuccessRate(successes, runs.size() * goals());
  }

  /** The success rate of each run. */
  double[] scores() {
    return runs.stream().mapToDouble(run -> (double) solved(run) / goals()).toArray();
  }

  /** For each goal, the number of runs that solved it. */
  int[] solvedByGoal() {
    return IntStream.range(0, goals())
        .map(goal -> (int) runs.stream().filter(run -> run.get(goal)).count())
        .toArray();
  }

  private static int solved(List<Boolean> run) {
    return (int) run.stream().filter(solved -> solved).count();
  }
}
