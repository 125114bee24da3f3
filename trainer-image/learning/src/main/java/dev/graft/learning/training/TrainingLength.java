package dev.graft.learning.training;

/** How long to train. */
public sealed interface TrainingLength {

  /**
   * A number of optimizer steps.
   *
   * @param count at least 0, which leaves everything as it was initialised: the control of an
   *     experiment
   */
  record Steps(long count) implements TrainingLength {
    /** Refuses less than no step. */
    public Steps {
      requireAtLeast(0, "steps", count);
    }
  }

  /**
   * A number of passes; an epoch draws one window for each demonstration step.
   *
   * @param count at least 1
   */
  record Epochs(long count) implements TrainingLength {
    /** Refuses less than one epoch. */
    public Epochs {
      requireAtLeast(1, "epochs", count);
    }
  }

  /** Optimizer steps in all, when an epoch has {@code stepsPerEpoch}. */
  default long totalSteps(long stepsPerEpoch) {
    return switch (this) {
      case Steps steps -> steps.count();
      case Epochs epochs -> Math.multiplyExact(epochs.count(), stepsPerEpoch);
    };
  }

  private static void requireAtLeast(long least, String name, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + least);
    }
  }
}
