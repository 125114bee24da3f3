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
 * @param random actions drawn at random
 * @param zeroShotMasked the backbone alone, goal masked
 * @param zeroShotVisible the backbone alone, goal visible
 * @param adapted the backbone with its adapter
 * @param lastStep the same, counted at the last step alone; empty where episodes ended before
 * @param expert the scripted policy
 * @param pValue McNemar's exact test of {@code adapted} against the better of the two zero-shot
 *     policies, on the same goals
 * @param elapsed wall time of the run's phases
 */
record ResultRow(
    String task,
    long seed,
    SuccessRate random,
    SuccessRate zeroShotMasked,
    SuccessRate zeroShotVisible,
    SuccessRate adapted,
    Optional<SuccessRate> lastStep,
    SuccessRate expert,
    double pValue,
    Duration elapsed) {

  /** The row of a run. */
  static ResultRow of(AdapterRunResult result) {
    return new ResultRow(
        result.task(),
        result.seed(),
        result.references().random().successRate(),
        result.zeroShotMasked().successRate(),
        result.zeroShotVisible().successRate(),
        result.evaluation().successRate(),
        result.evaluation().lastStepRate(),
        result.references().expert().successRate(),
        result.evaluation().against(betterZeroShot(result)).pValue(),
        elapsed(result));
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
