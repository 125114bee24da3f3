package dev.graft.api;

import org.jspecify.annotations.Nullable;

/**
 * Optimisation settings of adaptation; exactly one of {@code epochs} and {@code steps}. See {@link
 * Training} for the components.
 */
public record AdaptTraining(
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
