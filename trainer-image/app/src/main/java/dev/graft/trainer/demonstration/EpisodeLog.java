package dev.graft.trainer.demonstration;

import dev.graft.learning.data.Trajectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of demonstrated episodes besides what is learned from: where each was driven to,
 * and what it was rewarded.
 *
 * @param format of the file
 * @param episodes in any order, each once
 */
public record EpisodeLog(String format, List<Episode> episodes) {
  private static final String FORMAT = "graft-episodes-1";

  /** Refuses another format; copies the episodes. */
  public EpisodeLog {
    if (!FORMAT.equals(format)) {
      throw new IllegalArgumentException("is no log of episodes of format " + FORMAT);
    }
    episodes = List.copyOf(episodes);
  }

  /** A log of these episodes. */
  public static EpisodeLog of(List<Episode> episodes) {
    return new EpisodeLog(FORMAT, episodes);
  }

  /**
   * One episode.
   *
   * @param task name of its task
   * @param episode number among the episodes of its task
   * @param goal where it was driven to
   * @param rewards {@code [length]}
   * @param success whether its last step solved the task
   */
  @SuppressWarnings("ArrayRecordComponent") // bulk data, never compared
  public record Episode(String task, int episode, Goal goal, float[] rewards, boolean success) {}

  /**
   * A goal: one of its task's sequence of goals.
   *
   * @param seed that draws the sequence
   * @param index in the sequence
   * @param benchmark whose sequence it is; empty: Graft's own
   */
  public record Goal(long seed, int index, String benchmark) {}

  /**
   * What tells an episode from others.
   *
   * @param task name of its task
   * @param episode number among the episodes of its task
   */
  public record Name(String task, int episode) {
    /** That of a trajectory. */
    public static Name of(Trajectory trajectory) {
      return new Name(trajectory.task(), trajectory.episode());
    }
  }

  /** The episodes by name; of several with one name the first. */
  public Map<Name, Episode> byName() {
    Map<Name, Episode> named = new HashMap<>();
    episodes.forEach(
        episode -> named.putIfAbsent(new Name(episode.task(), episode.episode()), episode));
    return named;
  }
}
