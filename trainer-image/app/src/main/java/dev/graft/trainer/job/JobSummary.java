package dev.graft.trainer.job;

import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.plot.TaskComparisonPlot;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.statistics.Interval;
import dev.graft.trainer.statistics.PairedComparison;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All runs of a job in one table and one picture: pure. */
final class JobSummary {
  private static final String HEADER =
      """
      | task | seed | random | zero-shot, goal masked | zero-shot, goal visible | %s | at the last step | expert | p (against zero-shot) | parameters |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private final String job;
  private final String method;
  private final List<AdapterRunResult> results;

  /**
   * A summary of at least one run.
   *
   * @param method of all runs, as tables and pictures name it
   */
  JobSummary(String job, String method, List<AdapterRunResult> results) {
    this.job = job;
    this.method = method;
    this.results = List.copyOf(results);
  }

  SuccessRate adapted() {
    return sum(results, AdapterRunResult::evaluation);
  }

  SuccessRate zeroShotMasked() {
    return sum(results, AdapterRunResult::zeroShotMasked);
  }

  SuccessRate zeroShotVisible() {
    return sum(results, AdapterRunResult::zeroShotVisible);
  }

  SuccessRate expert() {
    return sum(results, run -> run.references().expert());
  }

  SuccessRate random() {
    return sum(results, run -> run.references().random());
  }

  /** Empty where episodes ended at their first success. */
  Optional<SuccessRate> lastStep() {
    List<SuccessRate> rates =
        results.stream()
            .map(run -> run.evaluation().lastStepRate())
            .flatMap(Optional::stream)
            .toList();
    return rates.size() == results.size()
        ? rates.stream().reduce(SuccessRate::plus)
        : Optional.empty();
  }

  private static SuccessRate sum(
      List<AdapterRunResult> results, Function<AdapterRunResult, EvaluationResult> evaluation) {
    return results.stream()
        .map(evaluation)
        .map(EvaluationResult::successRate)
        .reduce(SuccessRate::plus)
        .orElseThrow();
  }

  /**
   * A sentence, then a row per run, and one for all. The test is McNemar's, on the same goals.
   *
   * <p>MLflow shows the first lines only, until it is asked for more.
   */
  String markdown() {
    return lead()
        + HEADER.formatted(method)
        + results.stream().map(JobSummary::row).collect(Collectors.joining())
        + "| **all** | | %s | %s | %s | %s | %s | %s | | |\n"
            .formatted(
                text(random()),
                text(zeroShotMasked()),
                text(zeroShotVisible()),
                text(adapted()),
                lastStep().map(JobSummary::text).orElse("-"),
                text(expert()));
  }

  private String lead() {
    return String.format(
        Locale.ROOT,
        "**%s** solves %s of %d unseen goals; the backbone alone %.2f, the scripted expert %.2f.%n%n",
        method,
        text(adapted()),
        adapted().trials(),
        Math.max(zeroShotMasked().share(), zeroShotVisible().share()),
        expert().share());
  }

  private static String row(AdapterRunResult run) {
    PairedComparison comparison = run.evaluation().against(betterZeroShot(run));
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s | %s | %s | %.2g | %d (%.2f %%) |%n",
        run.task(),
        run.seed(),
        text(run.references().random().successRate()),
        text(run.zeroShotMasked().successRate()),
        text(run.zeroShotVisible().successRate()),
        text(run.evaluation().successRate()),
        run.evaluation().lastStepRate().map(JobSummary::text).orElse("-"),
        text(run.references().expert().successRate()),
        comparison.pValue(),
        run.adapter().parameters(),
        run.adapter().percentOfBackbone());
  }

  private static EvaluationResult betterZeroShot(AdapterRunResult run) {
    return run.zeroShotMasked().successRate().successes()
            > run.zeroShotVisible().successRate().successes()
        ? run.zeroShotMasked()
        : run.zeroShotVisible();
  }

  private static String text(SuccessRate rate) {
    Interval interval = rate.interval95();
    return String.format(
        Locale.ROOT, "%.2f [%.2f, %.2f]", rate.share(), interval.low(), interval.high());
  }

  /** A row per task, the seeds of each taken together. */
  byte[] plot() {
    Map<String, List<AdapterRunResult>> byTask =
        results.stream()
            .collect(
                Collectors.groupingBy(AdapterRunResult::task, TreeMap::new, Collectors.toList()));
    Map<String, List<SuccessRate>> policies = new LinkedHashMap<>();
    policies.put("Random actions", rates(byTask, run -> run.references().random()));
    policies.put("Zero-shot, goal masked", rates(byTask, AdapterRunResult::zeroShotMasked));
    policies.put("Zero-shot, goal visible", rates(byTask, AdapterRunResult::zeroShotVisible));
    policies.put(method, rates(byTask, AdapterRunResult::evaluation));
    policies.put("Scripted expert", rates(byTask, run -> run.references().expert()));
    return TaskComparisonPlot.draw(
        job + " – success on unseen goals", List.copyOf(byTask.keySet()), policies);
  }

  private static List<SuccessRate> rates(
      Map<String, List<AdapterRunResult>> byTask,
      Function<AdapterRunResult, EvaluationResult> evaluation) {
    return byTask.values().stream().map(runs -> sum(runs, evaluation)).toList();
  }
}
