package dev.graft.cli.compare;

import dev.graft.cli.CommandFailure;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Two jobs on the same goals: success with Wilson intervals, and McNemar's exact test. Pure.
 *
 * @param policy what of the jobs is compared: {@code adapted}, {@code zero-shot}...
 * @param rows one for each task, the runs of all seeds taken together, then one for all
 */
record Comparison(String policy, List<Row> rows) {
  Comparison {
    rows = List.copyOf(rows);
  }

  /** The policies of a run that are compared, by name. */
  private static final Map<String, Function<AdapterRunResult, EvaluationResult>> POLICIES =
      policies();

  /**
   * A task, or all of them.
   *
   * @param task its name; {@code all} for all
   * @param first the first job
   * @param second the second job
   * @param difference the first job's success less the second's
   * @param differenceLow lower end of its 95 % interval
   * @param differenceHigh upper end
   * @param pValue of McNemar's exact test
   */
  record Row(
      String task,
      Rate first,
      Rate second,
      double difference,
      double differenceLow,
      double differenceHigh,
      double pValue) {}

  /**
   * A success rate with its 95 % Wilson interval.
   *
   * @param successes episodes solved
   * @param episodes in all
   * @param low lower end of the interval
   * @param high upper end
   */
  record Rate(int successes, int episodes, double low, double high) {
    static Rate of(EvaluationResult evaluation) {
      var rate = evaluation.successRate();
      var interval = rate.interval95();
      return new Rate(rate.successes(), rate.trials(), interval.low(), interval.high());
    }
  }

  /**
   * Compares two jobs, policy by policy.
   *
   * @throws CommandFailure when tasks, seeds or goals differ: only pairs on the same goals say
   *     something
   */
  static List<Comparison> of(FinishedJob first, FinishedJob second) {
    requireSameRuns(first, second);
    List<Comparison> comparisons = new ArrayList<>();
    POLICIES.forEach(
        (name, policy) -> comparisons.add(new Comparison(name, rows(first, second, policy))));
    return comparisons;
  }

  private static void requireSameRuns(FinishedJob first, FinishedJob second) {
    List<String> runs = first.runs().stream().map(Comparison::name).toList();
    List<String> others = second.runs().stream().map(Comparison::name).toList();
    if (runs.isEmpty()) {
      throw CommandFailure.usage(
          first.name() + " has no adapter runs: there is nothing to compare");
    }
    if (!runs.equals(others)) {
      throw CommandFailure.usage(
          "%s has the runs %s, %s has %s: give jobs with the same adapter.tasks and adapter.seeds"
              .formatted(first.name(), runs, second.name(), others));
    }
    for (int i = 0; i < runs.size(); i++) {
      if (!goals(first.runs().get(i)).equals(goals(second.runs().get(i)))) {
        throw CommandFailure.usage(
            "%s and %s evaluated %s on different goals: give jobs with the same evaluation.episodes and evaluation.seed"
                .formatted(first.name(), second.name(), runs.get(i)));
      }
    }
  }

  private static List<Row> rows(
      FinishedJob first, FinishedJob second, Function<AdapterRunResult, EvaluationResult> policy) {
    Map<String, EvaluationResult> firsts = byTask(first, policy);
    Map<String, EvaluationResult> seconds = byTask(second, policy);
    List<Row> rows = new ArrayList<>();
    firsts.forEach(
        (task, evaluation) ->
            rows.add(row(task, evaluation, Objects.requireNonNull(seconds.get(task)))));
    return rows;
  }

  /** The episodes of each task, and of all if there are several, in the order of the runs. */
  private static Map<String, EvaluationResult> byTask(
      FinishedJob job, Function<AdapterRunResult, EvaluationResult> policy) {
    Map<String, List<EpisodeOutcome>> episodes = new LinkedHashMap<>();
    for (AdapterRunResult run : job.runs()) {
      episodes
          .computeIfAbsent(run.task(), task -> new ArrayList<>())
          .addAll(policy.apply(run).episodes());
    }
    if (episodes.size() > 1) {
      episodes.put("all", episodes.values().stream().flatMap(List::stream).toList());
    }
    Map<String, EvaluationResult> evaluations = new LinkedHashMap<>();
    episodes.forEach((task, outcomes) -> evaluations.put(task, new EvaluationResult(outcomes)));
    return evaluations;
  }

  private static Row row(String task, EvaluationResult first, EvaluationResult second) {
    PairedComparison pairs = first.against(second);
    return new Row(
        task,
        Rate.of(first),
        Rate.of(second),
        pairs.difference(),
        pairs.difference95().low(),
        pairs.difference95().high(),
        pairs.pValue());
  }

  private static List<dev.graft.simulator.client.Goal> goals(AdapterRunResult run) {
    return run.evaluation().episodes().stream().map(EpisodeOutcome::goal).toList();
  }

  private static String name(AdapterRunResult run) {
    return run.task() + "-seed-" + run.seed();
  }

  private static Map<String, Function<AdapterRunResult, EvaluationResult>> policies() {
    Map<String, Function<AdapterRunResult, EvaluationResult>> policies = new LinkedHashMap<>();
    policies.put("adapted", AdapterRunResult::evaluation);
    policies.put("zero-shot, goal masked", AdapterRunResult::zeroShotMasked);
    policies.put("zero-shot, goal visible", AdapterRunResult::zeroShotVisible);
    return policies;
  }
}
