package dev.graft.suites;

import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;

/**
 * A camera and how it takes its pictures.
 *
 * @param name one of {@link Suite#cameras}
 * @param size of the pictures
 * @param quality what they may cost
 * @param orientation which way up they come
 */
public record CameraSettings(
    String name, PictureSize size, Quality quality, Orientation orientation) {
  /** Which way up pictures come. */
  public enum Orientation {
    /** For people and policies: what is above is up, also where the camera hangs head down. */
    UPRIGHT,
    /** As the camera is mounted in the scene: byte for byte what MuJoCo's own renderers give. */
    AS_MOUNTED
  }

  /** Upright pictures. */
  public CameraSettings(String name, PictureSize size, Quality quality) {
    this(name, size, quality, Orientation.UPRIGHT);
  }
}
