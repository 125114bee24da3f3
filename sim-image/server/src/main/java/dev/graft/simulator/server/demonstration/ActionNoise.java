package dev.graft.simulator.server.demonstration;

import java.util.Random;

/**
 * Gaussian noise on actions. Its draws follow from the seed, the task and the goal, so that an
 * episode is the same whichever thread runs it.
 */
final class ActionNoise {
  private final double deviation;
  // The algorithm of nextGaussian is part of this class's specification, unlike those of others.
  private final Random random;

  ActionNoise(double deviation, long seed, String task, int goalIndex) {
    this.deviation = deviation;
    this.random = new Random(mix(mix(mix(seed) + task.hashCode()) + goalIndex));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds share no bits. */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Adds to every component. */
  void addTo(double[] action) {
    if (deviation == 0) {
      return;
    }
    for (int i = 0; i < action.length; i++) {
      action[i] += deviation * random.nextGaussian();
    }
  }
}
