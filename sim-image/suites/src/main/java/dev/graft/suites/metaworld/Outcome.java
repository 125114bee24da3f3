package dev.graft.suites.metaworld;

/** How a step went. */
record Outcome(double reward, boolean success) {
  static Outcome of(Promoted reward, boolean success) {
    return new Outcome(reward.value(), success);
  }
}
