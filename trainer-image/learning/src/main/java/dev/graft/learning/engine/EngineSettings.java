package dev.graft.learning.engine;

import java.nio.file.Path;

/**
 * How the native engine runs; fixed once for the process.
 *
 * @param threads CPU threads of one operation, at least 1
 * @param cacheFolder where the native libraries are unpacked, shared by processes
 * @param device what computes
 */
public record EngineSettings(int threads, Path cacheFolder, Device device) {
  /** Refuses less than one thread. */
  public EngineSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
    }
  }
}
