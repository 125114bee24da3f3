package dev.graft.trainer.demonstration;

import java.util.List;
import java.util.Optional;

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

  /** The episode of a task, if it is known. */
  public Optional<Episode> find(String task, int episode) {
    return episodes.stream()
        .filter(entry -> entry.task().equals(task) && entry.episode() == episode)
        .findFirst();
  }
}
