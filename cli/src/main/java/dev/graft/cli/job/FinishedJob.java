package dev.graft.cli.job;

import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.statistics.TaskOutcomes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The results of a job that succeeded, here or elsewhere.
 *
 * @param name as the person gave it
 * @param runs its results, sorted by task and seed
 */
public record FinishedJob(String name, List<AdapterRunResult> runs) {
  /** Sorts the runs. */
  public FinishedJob {
    runs =
        runs.stream()
            .sorted(
                Comparator.comparing(AdapterRunResult::task).thenComparing(AdapterRunResult::seed))
            .toList();
  }

  /** Its tasks, sorted. */
  public List<String> tasks() {
    return runs.stream().map(AdapterRunResult::task).distinct().toList();
  }

  /** Whether every run has evaluated a policy; the best epoch, where it is not always the last. */
  public boolean has(Policy policy) {
    return runs.stream().allMatch(run -> policy.in(run).isPresent())
        && (policy != Policy.BEST || runs.stream().anyMatch(FinishedJob::wasBetterBefore));
  }

  private static boolean wasBetterBefore(AdapterRunResult run) {
    BestEpoch best = run.best();
    return best != null && !best.adapterDigest().equals(run.adapter().digest());
  }

  /** What a policy came to on a task, a result a run. */
  public List<EvaluationResult> evaluations(Policy policy, String task) {
    return runs.stream()
        .filter(run -> run.task().equals(task))
        .map(policy::in)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * What a policy came to on each task. One that does not depend on the run's seed was evaluated
   * once: its runs are one.
   */
  public List<TaskOutcomes> outcomes(Policy policy) {
    return tasks().stream()
        .map(
            task ->
                new TaskOutcomes(
                    task,
                    evaluations(policy, task).stream()
                        .limit(policy.isLearned() ? Long.MAX_VALUE : 1)
                        .map(FinishedJob::solved)
                        .toList()))
        .toList();
  }

  private static List<Boolean> solved(EvaluationResult evaluation) {
    return evaluation.episodes().stream().map(EpisodeOutcome::success).toList();
  }
}
