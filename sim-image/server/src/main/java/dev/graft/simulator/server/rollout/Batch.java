package dev.graft.simulator.server.rollout;

import dev.graft.simulator.v1.Picture;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.suites.Environment;

/** The rows of one answer, written by several threads, each its own rows. */
final class Batch {
  private final int observationSize;
  private final float[] observations; // [environments, observation size]
  private final float[] rewards;
  private final boolean[] successes;
  private final Picture[] pictures; // [environments, cameras]

  Batch(int environments, int observationSize, int cameras) {
    this.observationSize = observationSize;
    this.observations = new float[environments * observationSize];
    this.rewards = new float[environments];
    this.successes = new boolean[environments];
    this.pictures = new Picture[environments * cameras];
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

  /** Where the pictures go, the cameras' of each row together. */
  Picture[] pictures() {
    return pictures;
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
    for (Picture picture : pictures) {
      message.addPictures(picture);
    }
    return message;
  }
}
