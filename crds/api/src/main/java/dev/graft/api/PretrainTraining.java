package dev.graft.api;

import org.jspecify.annotations.Nullable;

/**
 * Optimisation settings of pretraining; exactly one of {@code epochs} and {@code steps}. See {@link
 * Training} for the components.
 */
public record PretrainTraining(
    @Nullable Integer epochs,
    @Nullable Integer steps,
    int batchSize,
    double learningRate,
    Schedule schedule,
    int warmupSteps,
    double weightDecay,
    double gradientClipNorm,
    double actionHistoryDropout,
    Precision precision)
    implements Training {}
