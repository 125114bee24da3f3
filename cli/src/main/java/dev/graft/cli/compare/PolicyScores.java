package dev.graft.cli.compare;

import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.Policy;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.statistics.Aggregate;
import dev.graft.trainer.statistics.TaskOutcomes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A policy of a job on each task and on all.
 *
 * @param job its name
 * @param policy which of the job's policies
 * @param tasks in the order of the job's tasks
 * @param mean of the tasks' success rates, with its interval over goals and seeds
 * @param interquartileMean of the runs' success rates, with its interval over runs
 * @param lastStepMean of the tasks' success rates at the last step; absent where it is unknown
 */
public record PolicyScores(
    String job,
    Policy policy,
    List<TaskScore> tasks,
    Aggregated mean,
    Aggregated interquartileMean,
    @Nullable Double lastStepMean) {
  /** Copies the list. */
  public PolicyScores {
    tasks = List.copyOf(tasks);
  }

  /**
   * A policy on one task, the runs of all seeds taken together.
   *
   * @param task its name
   * @param success at any step
   * @param lastStep success at the last step; absent where episodes ended at their first success
   */
  public record TaskScore(String task, Rate success, @Nullable Rate lastStep) {}

  /** Of a job whose runs all have the policy; empty otherwise. */
  static Optional<PolicyScores> of(FinishedJob job, Policy policy) {
    if (!job.has(policy)) {
      return Optional.empty();
    }
    List<TaskScore> tasks = job.tasks().stream().map(task -> score(job, policy, task)).toList();
    List<TaskOutcomes> outcomes = job.outcomes(policy);
    return Optional.of(
        new PolicyScores(
            job.name(),
            policy,
            tasks,
            Aggregated.of(Aggregate.mean(outcomes)),
            Aggregated.of(Aggregate.interquartileMean(outcomes)),
            lastStepMean(tasks)));
  }

  private static TaskScore score(FinishedJob job, Policy policy, String task) {
    List<EpisodeOutcome> episodes =
        job.evaluations(policy, task).stream()
            .flatMap(evaluation -> evaluation.episodes().stream())
            .toList();
    EvaluationResult all = new EvaluationResult(episodes);
    return new TaskScore(
        task, Rate.of(all.successRate()), all.lastStepRate().map(Rate::of).orElse(null));
  }

  private static @Nullable Double lastStepMean(List<TaskScore> tasks) {
    double sum = 0;
    for (TaskScore task : tasks) {
      Rate lastStep = task.lastStep();
      if (lastStep == null) {
        return null;
      }
      sum += lastStep.share();
    }
    return sum / tasks.size();
  }

  /**
   * Whether both are the same on every task, as the marks of jobs on one backbone are; one of them
   * may know more of the last step.
   */
  boolean sameAs(PolicyScores other) {
    return policy == other.policy && successes().equals(other.successes());
  }

  private List<Rate> successes() {
    return tasks.stream().map(TaskScore::success).toList();
  }
}
