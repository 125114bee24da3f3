package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does again what was done at each goal before, step by step, whatever it sees. */
public final class ReplayPolicy implements Policy {
  private final int actionSize;
  private final Map<Goal, float[]> recorded;
  private final Map<Integer, Playback> playing = new HashMap<>();

  /**
   * A policy of recorded episodes.
   *
   * @param actionSize numbers in an action
   * @param recorded actions {@code [steps, action size]}, row-major, by goal
   */
  public ReplayPolicy(int actionSize, Map<Goal, float[]> recorded) {
    this.actionSize = actionSize;
    this.recorded = Map.copyOf(recorded);
  }

  @Override
  public void start(int[] environments, List<Goal> goals) {
    for (int i = 0; i < environments.length; i++) {
      playing.put(environments[i], new Playback(actions(goals.get(i))));
    }
  }

  private float[] actions(Goal goal) {
    float[] actions = recorded.get(goal);
    if (actions == null) {
      throw new IllegalArgumentException("nothing was recorded at " + goal);
    }
    return actions;
  }

  @Override
  public float[] act(int[] environments, float[] states) {
    float[] actions = new float[environments.length * actionSize];
    for (int i = 0; i < environments.length; i++) {
      float[] next = Objects.requireNonNull(playing.get(environments[i])).next();
      System.arraycopy(next, 0, actions, i * actionSize, actionSize);
    }
    return actions;
  }

  private final class Playback {
    private final float[] actions;
    private int steps;

    Playback(float[] actions) {
      this.actions = actions;
    }

    float[] next() {
      int from = steps++ * actionSize;
      if (from >= actions.length) {
        throw new IllegalStateException(
            "step %d: the recorded episode ended before".formatted(steps));
      }
      return Arrays.copyOfRange(actions, from, from + actionSize);
    }
  }
}
