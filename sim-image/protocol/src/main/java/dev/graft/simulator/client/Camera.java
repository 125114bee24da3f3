package dev.graft.simulator.client;

/**
 * A camera before every environment of a session.
 *
 * @param name one of {@link SimulatorDescription.Task#cameras}
 * @param width of its pictures, in pixels
 * @param height of its pictures, in pixels
 * @param quality what they may cost
 * @param channels what they hold
 */
public record Camera(String name, int width, int height, Quality quality, Channels channels) {
  /** What a picture may cost. */
  public enum Quality {
    /** Without shadows, reflections and smooth edges. */
    FAST,
    /** As the scene's XML asks. */
    FULL
  }

  /** What a picture holds. */
  public enum Channels {
    /** Colours. */
    RGB,
    /** Colours and distances; takes nearly twice as long. */
    RGB_AND_DEPTH
  }

  /** Fast pictures in colours. */
  public Camera(String name, int width, int height) {
    this(name, width, height, Quality.FAST, Channels.RGB);
  }
}
