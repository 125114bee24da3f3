package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus.EvaluationStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.RunPhase;
import dev.graft.api.SuccessCount;
import dev.graft.plan.AdapterRun;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The adapter runs of a job, counted.
 *
 * @param runs one for each task and seed
 */
record RunTally(List<RunStatus> runs) {
  private static final int NAMES_SHOWN = 5;

  RunTally {
    runs = List.copyOf(runs);
  }

  int all() {
    return runs.size();
  }

  int failed() {
    return count(RunPhase.Failed);
  }

  int finished() {
    return count(RunPhase.Succeeded) + failed();
  }

  private int count(RunPhase phase) {
    return (int) runs.stream().filter(run -> run.phase() == phase).count();
  }

  /** Finished and all runs, such as {@code 3/10}. */
  String summary() {
    return finished() + "/" + all();
  }

  /** The failed runs as task and seed, the first few of them. */
  String failedNames() {
    String names =
        runs.stream()
            .filter(run -> run.phase() == RunPhase.Failed)
            .limit(NAMES_SHOWN)
            .map(run -> run.task() + " seed " + run.seed())
            .collect(Collectors.joining(", "));
    return failed() > NAMES_SHOWN ? names + ", ..." : names;
  }

  /**
   * Success over the evaluated runs; null before there is one.
   *
   * @param planned the runs as planned, which know their episodes
   */
  @Nullable EvaluationStatus evaluation(List<AdapterRun> planned) {
    List<RunStatus> evaluated = runs.stream().filter(run -> run.successRate() != null).toList();
    if (evaluated.isEmpty()) {
      return null;
    }
    int episodes = planned.getFirst().evaluation().episodes();
    boolean lastStepKnown = evaluated.stream().allMatch(run -> run.lastStepSuccessRate() != null);
    return EvaluationStatus.of(
        sum(evaluated, RunStatus::successRate, episodes),
        lastStepKnown ? sum(evaluated, RunStatus::lastStepSuccessRate, episodes) : null);
  }

  private static SuccessCount sum(
      List<RunStatus> evaluated, Function<RunStatus, @Nullable String> rate, int episodes) {
    return evaluated.stream()
        .map(run -> SuccessCount.parse(Objects.requireNonNull(rate.apply(run)), episodes))
        .reduce(SuccessCount::plus)
        .orElseThrow();
  }
}
