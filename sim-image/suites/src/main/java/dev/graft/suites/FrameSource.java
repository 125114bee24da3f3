package dev.graft.suites;

import dev.graft.mujoco.PictureSize;

/**
 * A camera in an environment. Any thread may use it, one after the other, while the environment
 * rests. What it holds is shared with the other cameras of the scene; see {@link
 * dev.graft.mujoco.SharedRenderer}.
 */
public interface FrameSource extends AutoCloseable {
  /** Of the pictures. */
  PictureSize size();

  /**
   * Takes a picture of the present.
   *
   * @param rgb receives rows from the top of red, green and blue bytes {@code [height, width, 3]}
   */
  void rgb(byte[] rgb);

  /**
   * Measures the present: distances along the camera's axis, as {@link #rgb} would show them.
   *
   * @param metres receives rows from the top {@code [height, width]}
   */
  void depth(float[] metres);

  /** A new picture of the present, see {@link #rgb}. */
  default byte[] rgb() {
    byte[] rgb = new byte[size().rgbBytes()];
    rgb(rgb);
    return rgb;
  }

  /** New distances of the present, see {@link #depth}. */
  default float[] depth() {
    float[] metres = new float[size().pixels()];
    depth(metres);
    return metres;
  }

  @Override
  void close();
}
