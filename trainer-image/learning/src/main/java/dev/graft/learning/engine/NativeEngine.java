package dev.graft.learning.engine;

/** The process's libtorch, reached through DJL. */
public final class NativeEngine {

  private NativeEngine() {}

  /**
   * Loads the native libraries and fixes the settings; once for the process, before any session or
   * controller is opened. The same settings again change nothing.
   *
   * @throws IllegalStateException when the engine runs with other settings
   */
  public static void start(EngineSettings settings) {
    throw new UnsupportedOperationException(settings.toString());
  }

  /** Identifies what bit-exact results depend on: processor, libtorch, thread count. */
  public static String fingerprint() {
    throw new UnsupportedOperationException();
  }
}
