package dev.graft.simulator.remote;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import java.util.Arrays;
import java.util.List;

/**
 * Brings environments of a new session to where they were in one that was lost: the same goals, the
 * same actions, all environments together. A simulation is deterministic, but only on one kind of
 * processor and in one version, so what is seen at the end must be what was seen before the loss,
 * bit for bit; going on from another state would mix two episodes in one.
 */
final class Replay {
  private final Line line;
  private final Replica lost;

  private Replay(Line line, Replica lost) {
    this.line = line;
    this.lost = lost;
  }

  /**
   * Replays episodes.
   *
   * @param lost the replica they were seen on
   * @throws SimulatorException Lost when the line is, or when its replica simulates otherwise
   */
  static void run(Line line, Replica lost, List<Journal.Episode> episodes) {
    if (!episodes.isEmpty()) {
      new Replay(line, lost).run(episodes);
    }
  }

  private void run(List<Journal.Episode> episodes) {
    List<Goal> goals = episodes.stream().map(Journal.Episode::goal).toList();
    restore(episodes, 0, line.reset(environments(episodes), goals, Pictures.LEFT_OUT));
    List<Journal.Episode> active = longerThan(0, episodes);
    for (int step = 0; !active.isEmpty(); active = longerThan(++step, active)) {
      float[] actions = actions(active, step);
      var transition = line.step(environments(active), actions, Pictures.LEFT_OUT);
      restore(active, step + 1, transition.observations());
    }
  }

  private static List<Journal.Episode> longerThan(int steps, List<Journal.Episode> episodes) {
    return episodes.stream().filter(episode -> episode.steps() > steps).toList();
  }

  private static int[] environments(List<Journal.Episode> episodes) {
    return episodes.stream().mapToInt(Journal.Episode::environment).toArray();
  }

  private static float[] actions(List<Journal.Episode> episodes, int step) {
    float[] actions = new float[episodes.size() * episodes.getFirst().actionSize()];
    for (int row = 0; row < episodes.size(); row++) {
      episodes.get(row).copyAction(step, actions, row);
    }
    return actions;
  }

  /** Those that have come to their last step are restored, when they look as they did. */
  private void restore(List<Journal.Episode> episodes, int steps, float[] observations) {
    int size = observations.length / episodes.size();
    for (int row = 0; row < episodes.size(); row++) {
      Journal.Episode episode = episodes.get(row);
      if (episode.steps() == steps) {
        requireSame(episode, Arrays.copyOfRange(observations, row * size, (row + 1) * size));
        episode.restored();
      }
    }
  }

  private void requireSame(Journal.Episode episode, float[] seen) {
    int at = Arrays.mismatch(episode.last(), seen); // tells 0.0 from -0.0, as bits do
    if (at >= 0) {
      throw new SimulatorException(
          Reason.Lost,
          ("simulator %s was lost, and %s does not replay its episode: environment %d, %d steps"
                  + " after its reset to goal %d of seed %d, observation[%d] is %s and was %s; it has"
                  + " another kind of processor or another version: begin the episode anew")
              .formatted(
                  lost.address(),
                  line.replica().address(),
                  episode.environment(),
                  episode.steps(),
                  episode.goal().index(),
                  episode.goal().seed(),
                  at,
                  at < seen.length ? seen[at] : "absent",
                  at < episode.last().length ? episode.last()[at] : "absent"));
    }
  }
}
