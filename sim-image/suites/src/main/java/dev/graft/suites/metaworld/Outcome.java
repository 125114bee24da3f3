package dev.graft.suites.metaworld;

/** How the last step went: one object for each task, so that a step makes no garbage. */
final class Outcome {
  private double reward;
  private boolean success;

  double reward() {
    return reward;
  }

  boolean success() {
    return success;
  }

  Outcome set(double newReward, boolean newSuccess) {
    reward = newReward;
    success = newSuccess;
    return this;
  }

  Outcome set(Promoted newReward, boolean newSuccess) {
    return set(newReward.value(), newSuccess);
  }
}
