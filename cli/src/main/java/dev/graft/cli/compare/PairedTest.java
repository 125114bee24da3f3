package dev.graft.cli.compare;

import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.Policy;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.statistics.Aggregate;
import dev.graft.trainer.statistics.HolmCorrection;
import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.PairedComparison;
import dev.graft.trainer.statistics.SignFlipTest;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy of one job against the same policy of another, on the same goals.
 *
 * @param policy which of the jobs' policies
 * @param job the one
 * @param baseline the other
 * @param tasks each, the runs of all seeds paired by seed and goal
 * @param all all tasks together
 * @param probabilityOfImprovement that a run of {@code job} beats one of {@code baseline} on a task
 */
public record PairedTest(
    Policy policy,
    String job,
    String baseline,
    List<TaskTest> tasks,
    OverallTest all,
    Aggregated probabilityOfImprovement) {
  /** Copies the list. */
  public PairedTest {
    tasks = List.copyOf(tasks);
  }

  /**
   * On one task.
   *
   * @param task its name
   * @param difference the job's success rate less the baseline's
   * @param low lower end of its 95 % interval (Agresti and Min)
   * @param high upper end
   * @param pValue of McNemar's exact test
   * @param holmPValue the same, corrected for the number of tasks
   */
  public record TaskTest(
      String task, double difference, double low, double high, double pValue, double holmPValue) {}

  /**
   * On all tasks.
   *
   * @param difference of the means
   * @param low lower end of its 95 % interval (Agresti and Min, all pairs together)
   * @param high upper end
   * @param pValue of the sign-flip test by goal
   */
  public record OverallTest(double difference, double low, double high, double pValue) {}

  /** Tests two jobs of the same tasks, seeds and goals, both of which have the policy. */
  static PairedTest of(Policy policy, FinishedJob job, FinishedJob baseline) {
    List<PairedComparison> pairs =
        job.tasks().stream()
            .map(task -> episodes(job, policy, task).against(episodes(baseline, policy, task)))
            .toList();
    var outcomes = job.outcomes(policy);
    var baselines = baseline.outcomes(policy);
    return new PairedTest(
        policy,
        job.name(),
        baseline.name(),
        tasks(job.tasks(), pairs),
        overall(
            pairs.stream().reduce(PairedComparison::plus).orElseThrow(),
            SignFlipTest.pValue(outcomes, baselines)),
        Aggregated.of(Aggregate.probabilityOfImprovement(outcomes, baselines)));
  }

  private static EvaluationResult episodes(FinishedJob job, Policy policy, String task) {
    List<EpisodeOutcome> episodes = new ArrayList<>();
    job.evaluations(policy, task).forEach(run -> episodes.addAll(run.episodes()));
    return new EvaluationResult(episodes);
  }

  private static List<TaskTest> tasks(List<String> names, List<PairedComparison> pairs) {
    List<Double> corrected =
        HolmCorrection.adjust(pairs.stream().map(PairedComparison::pValue).toList());
    List<TaskTest> tasks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      PairedComparison pair = pairs.get(i);
      Interval interval = pair.difference95();
      tasks.add(
          new TaskTest(
              names.get(i),
              pair.difference(),
              interval.low(),
              interval.high(),
              pair.pValue(),
              corrected.get(i)));
    }
    return tasks;
  }

  private static OverallTest overall(PairedComparison all, double pValue) {
    return new OverallTest(
        all.difference(), all.difference95().low(), all.difference95().high(), pValue);
  }
}
