package dev.graft.suites.metaworld;

import dev.graft.mujoco.Playback;

/**
 * What MuJoCo alone has to do for an episode: the same calls on the same states, from a loop in C.
 * The yardstick for the speed of {@link dev.graft.suites.Environment#step}.
 */
public final class BareEpisode implements AutoCloseable {
  private final Sawyer sawyer;
  private final Playback playback;

  private BareEpisode(Sawyer sawyer, Playback playback) {
    this.sawyer = sawyer;
    this.playback = playback;
  }

  /**
   * Records an episode.
   *
   * @throws IllegalStateException if the loop in C does not end where the episode did: then it is
   *     no yardstick
   */
  static BareEpisode record(
      SawyerEnvironment environment, Sawyer sawyer, double[] randomVector, float[][] actions) {
    environment.reset(randomVector);
    Playback playback = new Playback(sawyer.simulation(), actions.length);
    for (float[] action : actions) {
      environment.step(action);
      playback.record();
    }
    BareEpisode episode = new BareEpisode(sawyer, playback);
    episode.play();
    if (!playback.agrees()) {
      episode.close();
      throw new IllegalStateException("bare physics ends in another state than the episode");
    }
    return episode;
  }

  /** Plays the episode, without its reset. */
  public void play() {
    playback.play(Sawyer.FRAME_SKIP);
  }

  @Override
  public void close() {
    playback.close();
    sawyer.close();
  }
}
