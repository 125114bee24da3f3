package dev.graft.trainer.lerobot;

import dev.graft.trainer.demonstration.EpisodeLog;

/**
 * One step of an episode.
 *
 * @param episode it belongs to
 * @param step in the episode
 */
record Frame(PlacedEpisode episode, int step) {
  double state(int coordinate) {
    return episode.trajectory().states()[step * episode.trajectory().stateDim() + coordinate];
  }

  double action(int coordinate) {
    return episode.trajectory().actions()[step * episode.trajectory().actionDim() + coordinate];
  }

  /** For its action; 0 where it is not known. */
  double reward() {
    EpisodeLog.Episode log = episode.log();
    return log == null ? 0 : log.rewards()[step];
  }

  /** Whether its action solved the task: demonstrations end with the first that does. */
  boolean succeeds() {
    EpisodeLog.Episode log = episode.log();
    return log != null && log.success() && isLast();
  }

  boolean isLast() {
    return step == episode.trajectory().length() - 1;
  }
}
