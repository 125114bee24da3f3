package dev.graft.learning.training;

/** The loss is not a number any more; a smaller learning rate or a longer warm-up may help. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(long step, double loss, double learningRate) {
    super(
        "the loss is %s at step %d; use a learningRate below %s or a longer warmupSteps"
            .formatted(loss, step, learningRate));
  }
}
