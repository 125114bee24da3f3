package dev.graft.cli.run;

import dev.graft.trainer.statistics.SuccessRate;
import java.time.Duration;
import java.util.Optional;

/**
 * One run in the result table.
 *
 * @param task adapted to
 * @param seed of the run
 * @param zeroShotMasked the backbone alone, goal masked
 * @param zeroShotVisible the backbone alone, goal visible
 * @param adapted the backbone with its adapter
 * @param pValue McNemar's exact test of {@code adapted} against the better-informed zero-shot
 *     policy, on the same goals
 * @param parameters trained
 * @param percentOfBackbone the same as a percentage of the backbone's parameters
 * @param elapsed wall time of the run; empty when an earlier process did it
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
    Optional<Duration> elapsed) {}
