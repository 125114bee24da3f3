package dev.graft.learning.training;

/** The learning rate of each step: linear warm-up, then the schedule. */
final class LearningRate {
  /** Where the cosine ends, as a part of the peak. */
  private static final double FLOOR = 0.05;

  private LearningRate() {}

  /**
   * The rate of an optimizer step.
   *
   * @param step from 0
   * @param totalSteps of the session
   */
  static double at(TrainingSettings settings, long step, long totalSteps) {
    double peak = settings.learningRate();
    long warmup = settings.warmupSteps();
    if (step < warmup) {
      return peak * (step + 1) / warmup;
    }
    return switch (settings.schedule()) {
      case CONSTANT -> peak;
      case COSINE -> peak * (FLOOR + (1 - FLOOR) * cosine(step - warmup, totalSteps - 1 - warmup));
    };
  }

  /** From 1 at the first step after the warm-up to 0 at the last one. */
  private static double cosine(long step, long last) {
    double done = last <= 0 ? 1 : (double) step / last;
    return (1 + Math.cos(Math.PI * done)) / 2;
  }
}
