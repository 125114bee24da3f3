package dev.graft.mujoco;

/**
 * How large a picture is, in pixels.
 *
 * @param width from 1 to {@link #LARGEST}
 * @param height from 1 to {@link #LARGEST}
 */
public record PictureSize(int width, int height) {
  /** Both ways; such a picture of full quality takes half a gigabyte while it is drawn. */
  public static final int LARGEST = 4096;

  /** Checks the bounds. */
  public PictureSize {
    requireWithin("width", width);
    requireWithin("height", height);
  }

  private static void requireWithin(String side, int pixels) {
    if (pixels < 1 || pixels > LARGEST) {
      throw new IllegalArgumentException(
          "%s is %d, must be a number of pixels from 1 to %d".formatted(side, pixels, LARGEST));
    }
  }

  /** Pixels of the picture, and numbers of its depth. */
  public int pixels() {
    return width * height;
  }

  /** Bytes of its colours: red, green and blue for each pixel. */
  public int rgbBytes() {
    return 3 * pixels();
  }

  /** As in {@code 84 x 84}. */
  @Override
  public String toString() {
    return width + " x " + height;
  }
}
