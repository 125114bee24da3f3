package dev.graft.simulator.server.rollout;

import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.suites.Environment;

/** The rows of one answer, written by several threads, each its own rows. */
final class Batch {
  private final int observationSize;
  private final float[] observations; // [environments, observation size]
  private final float[] rewards;
  private final boolean[] successes;

  Batch(int environments, int observationSize) {
    this.observationSize = observationSize;
    this.observations = new float[environments * observationSize];
    this.rewards = new float[environments];
    this.successes = new boolean[environments];
  }

  void observe(int row, Environment environment) {
    double[] observation = environment.observation();
    for (int i = 0; i < observationSize; i++) {
      observations[row * observationSize + i] = (float) observation[i];
    }
  }

  void judge(int row, Environment environment) {
    rewards[row] = (float) environment.reward();
    successes[row] = environment.success();
  }

  RolloutResponse observations() {
    return withObservations().build();
  }

  RolloutResponse transition() {
    RolloutResponse.Builder message = withObservations();
    for (int row = 0; row < rewards.length; row++) {
      message.addRewards(rewards[row]).addSuccesses(successes[row]);
    }
    return message.build();
  }

  private RolloutResponse.Builder withObservations() {
    RolloutResponse.Builder message = RolloutResponse.newBuilder();
    for (float number : observations) {
      message.addObservations(number);
    }
    return message;
  }
}
