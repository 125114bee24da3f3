package dev.graft.simulator.remote;

import dev.graft.simulator.client.Goal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What each environment of a session did since it was last reset: all that its state follows from.
 * Takes as much memory as the actions of one episode, at most a horizon of them.
 */
final class Journal {
  private final @Nullable Episode[] episodes;

  Journal(int environments) {
    this.episodes = new Episode[environments];
  }

  /** Writes down a reset that was answered. */
  void reset(int[] environments, List<Goal> goals, float[] observations) {
    for (int row = 0; row < environments.length; row++) {
      Episode episode = new Episode(environments[row], goals.get(row));
      episode.see(observations, row, observations.length / environments.length);
      episodes[environments[row]] = episode;
    }
  }

  /** Writes down a step that was answered. */
  void step(int[] environments, float[] actions, float[] observations) {
    for (int row = 0; row < environments.length; row++) {
      Episode episode = episodes[environments[row]];
      if (episode != null) {
        episode.act(actions, row, actions.length / environments.length);
        episode.see(observations, row, observations.length / environments.length);
      }
    }
  }

  /** The session's environments are in no state any more. */
  void forgetStates() {
    for (Episode episode : episodes) {
      if (episode != null) {
        episode.lost = true;
      }
    }
  }

  /** Those of the environments whose state was lost and not restored since, in ascending order. */
  List<Episode> lost(int[] environments) {
    return Arrays.stream(environments)
        .filter(environment -> environment >= 0 && environment < episodes.length)
        .distinct()
        .sorted()
        .mapToObj(environment -> episodes[environment])
        .filter(episode -> episode != null && episode.lost)
        .toList();
  }

  /** One environment since its last reset. */
  static final class Episode {
    private static final int FIRST_STEPS = 64;

    private final int environment;
    private final Goal goal;
    private float[] actions = {}; // [steps, action size], and room for more
    private int actionSize;
    private int steps;
    private float[] last = {};
    private boolean lost;

    private Episode(int environment, Goal goal) {
      this.environment = environment;
      this.goal = goal;
    }

    private void act(float[] source, int row, int size) {
      actionSize = size;
      if ((steps + 1) * size > actions.length) {
        actions = Arrays.copyOf(actions, Math.max(2 * actions.length, FIRST_STEPS * size));
      }
      System.arraycopy(source, row * size, actions, steps * size, size);
      steps++;
    }

    private void see(float[] source, int row, int size) {
      if (last.length != size) {
        last = new float[size];
      }
      System.arraycopy(source, row * size, last, 0, size);
    }

    int environment() {
      return environment;
    }

    Goal goal() {
      return goal;
    }

    int steps() {
      return steps;
    }

    int actionSize() {
      return actionSize;
    }

    /** Copies the action of a step to a row of others. */
    void copyAction(int step, float[] target, int row) {
      System.arraycopy(actions, step * actionSize, target, row * actionSize, actionSize);
    }

    /** What was last seen of it. */
    float[] last() {
      return last;
    }

    /** Its state is again what it was. */
    void restored() {
      lost = false;
    }
  }
}
