package dev.graft.cli.run;

import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.statistics.SuccessRate;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run in the result table.
 *
 * @param task adapted to
 * @param seed of the run
 * @param zeroShotMasked the backbone alone, goal masked
 * @param zeroShotVisible the backbone alone, goal visible
 * @param adapted the backbone with its adapter
 * @param pValue McNemar's exact test of {@code adapted} against the better of the two zero-shot
 *     policies, on the same goals
 * @param parameters trained
 * @param percentOfBackbone the same as a percentage of the backbone's parameters
 * @param elapsed wall time of the run's phases
 */
record ResultRow(
    String task,
    long seed,
    Optional<SuccessRate> zeroShotMasked,
    Optional<SuccessRate> zeroShotVisible,
    SuccessRate adapted,
    Optional<Double> pValue,
    long parameters,
    double percentOfBackbone,
    Optional<Duration> elapsed) {

  /** The row of a run. */
  static ResultRow of(AdapterRunResult result) {
    return new ResultRow(
        result.task(),
        result.seed(),
        Optional.of(result.zeroShotMasked().successRate()),
        Optional.of(result.zeroShotVisible().successRate()),
        result.evaluation().successRate(),
        Optional.of(result.evaluation().against(betterZeroShot(result)).pValue()),
        result.adapter().parameters(),
        result.adapter().percentOfBackbone(),
        Optional.of(elapsed(result)));
  }

  // Beating the weaker of the two would prove little.
  private static EvaluationResult betterZeroShot(AdapterRunResult result) {
    return Stream.of(result.zeroShotMasked(), result.zeroShotVisible())
        .max(Comparator.comparingDouble(evaluation -> evaluation.successRate().share()))
        .orElseThrow();
  }

  private static Duration elapsed(AdapterRunResult result) {
    double seconds = result.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    return Duration.ofMillis(Math.round(1000 * seconds));
  }
}
