package dev.graft.trainer.film;

import dev.graft.simulator.client.Goal;
import java.util.List;

/** Replays an episode in front of a camera. */
@FunctionalInterface
public interface Filmmaker {
  /**
   * Films an episode.
   *
   * @param suite its benchmark
   * @param task its task
   * @param goal its goal
   * @param actions one for each step, each {@code [action size]}
   * @return a GIF file
   * @throws FilmException when there is no picture, such as for want of a GL library
   */
  byte[] film(String suite, String task, Goal goal, List<float[]> actions) throws FilmException;
}
