package dev.graft.api;

import org.jspecify.annotations.Nullable;

/** The optimisation settings that pretraining and adaptation share. */
public interface Training {
  /** Passes over the data; an epoch draws one window per demonstration step. */
  @Nullable Integer epochs();

  /** Optimizer steps, instead of epochs. */
  @Nullable Integer steps();

  /** Windows per optimizer step. */
  int batchSize();

  /** Peak learning rate of AdamW. */
  double learningRate();

  /** What follows the warm-up. */
  Schedule schedule();

  /** Steps of linear warm-up. */
  int warmupSteps();

  /** Decoupled weight decay of AdamW. */
  double weightDecay();

  /** Global norm the gradient is clipped to. */
  double gradientClipNorm();

  /** Probability that all action inputs of a window are zeroed. */
  double actionHistoryDropout();

  /** Arithmetic of the linear layers and of attention. */
  Precision precision();

  /** What is minimised. */
  Loss loss();

  /** Windows in memory at once; null: the whole batch. */
  @Nullable Integer microBatchSize();
}
