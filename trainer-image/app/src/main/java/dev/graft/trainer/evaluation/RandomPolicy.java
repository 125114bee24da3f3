package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Acts uniformly at random in [-1, 1], whatever it sees: what success is worth nothing.
 *
 * <p>The actions of an episode follow from its goal's seed and index alone, so that they are the
 * same in whichever environment, batch or simulator the episode runs.
 */
public final class RandomPolicy implements Policy {
  private final int actionSize;
  // Its algorithm is part of its specification, so that results stay what they are.
  private final Map<Integer, Random> draws = new HashMap<>();

  /** A policy of so many numbers an action. */
  public RandomPolicy(int actionSize) {
    this.actionSize = actionSize;
  }

  @Override
  public void start(int[] environments, List<Goal> goals) {
    for (int i = 0; i < environments.length; i++) {
      Goal goal = goals.get(i);
      draws.put(environments[i], new Random(mix(mix(goal.seed()) + goal.index())));
    }
  }

  @Override
  public float[] act(int[] environments, float[] states) {
    float[] actions = new float[environments.length * actionSize];
    for (int i = 0; i < environments.length; i++) {
      Random episode = Objects.requireNonNull(draws.get(environments[i]));
      for (int j = 0; j < actionSize; j++) {
        actions[i * actionSize + j] = 2 * episode.nextFloat() - 1;
      }
    }
    return actions;
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds share no bits. */
  private static long mix(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
