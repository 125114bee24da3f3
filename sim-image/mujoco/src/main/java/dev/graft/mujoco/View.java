package dev.graft.mujoco;

import org.jspecify.annotations.Nullable;

/**
 * What a picture shows.
 *
 * @param camera the index of one of the model's cameras, or {@link #FREE_CAMERA}
 * @param pose where that camera is put for the picture; null leaves it where the model has it
 * @param turn how the picture is turned after it was taken
 */
public record View(int camera, @Nullable Pose pose, Turn turn) {
  /** The camera of MuJoCo's viewer, for models without one of their own. */
  public static final int FREE_CAMERA = -1;

  /** By how much a picture is turned. */
  public enum Turn {
    /** It stays as the camera took it. */
    NONE,
    /** By 180 degrees: the remedy for a camera that is mounted head down. */
    HALF
  }

  /** A pose needs a camera of the model, which lends itself. */
  public View {
    if (pose != null && camera == FREE_CAMERA) {
      throw new IllegalArgumentException("the free camera takes no pose: give a camera's index");
    }
  }

  /** As a camera of the model sees it. */
  public static View of(int camera) {
    return new View(camera, null, Turn.NONE);
  }
}
