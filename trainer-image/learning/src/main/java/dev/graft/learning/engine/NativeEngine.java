package dev.graft.learning.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The process's libtorch, reached through DJL. */
public final class NativeEngine {
  private static final String ENGINE = "PyTorch";

  private static @Nullable EngineSettings running;

  private NativeEngine() {}

  /**
   * Loads the native libraries and fixes the settings; once for the process, before any session or
   * controller is opened. The same settings again change nothing. Nothing is downloaded.
   *
   * @throws IllegalStateException when the engine runs with other settings
   * @throws UncheckedIOException when the cache folder cannot be written
   */
  public static synchronized void start(EngineSettings settings) {
    if (running == null) {
      configure(settings);
      load(settings.cacheFolder());
      running = settings;
    } else if (!running.equals(settings)) {
      throw new IllegalStateException(
          "the engine runs with %s and cannot change to %s; use another process"
              .formatted(running, settings));
    }
  }

  /**
   * Identifies what bit-exact results depend on: processor, libtorch, thread count.
   *
   * @throws IllegalStateException when the engine is not started
   */
  public static String fingerprint() {
    int threads = settings().threads();
    return "%s, libtorch %s, %d threads"
        .formatted(processor(), Engine.getEngine(ENGINE).getVersion(), threads);
  }

  /**
   * A manager that owns native arrays until it is closed.
   *
   * @throws IllegalStateException when the engine is not started
   */
  public static NDManager newManager() {
    settings();
    return NDManager.newBaseManager(null, ENGINE);
  }

  /** Fixes what dropout draws next. */
  public static void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  private static synchronized EngineSettings settings() {
    if (running == null) {
      throw new IllegalStateException("call NativeEngine.start first");
    }
    return running;
  }

  /** One process at a time: DJL removes a folder of libraries that it finds incomplete. */
  private static void load(Path cacheFolder) {
    try {
      Files.createDirectories(cacheFolder);
      Path lockFile = cacheFolder.resolve("unpacking.lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        Engine.getEngine(ENGINE);
        lock.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the native libraries cannot be unpacked into " + cacheFolder, e);
    }
  }

  private static void configure(EngineSettings settings) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("DJL_CACHE_DIR", settings.cacheFolder().toString());
    System.setProperty("ENGINE_CACHE_DIR", settings.cacheFolder().toString());
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(settings.threads()));
    // Operations run as they are written: the optimizer's fused kernels would compute gradients
    // with other roundings after a few runs, and fail when a module is used with and without them.
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      List<String> identity =
          lines
              .takeWhile(line -> !line.isBlank())
              .filter(
                  line -> line.matches("(vendor_id|cpu family|model|model name|stepping)\\s*:.*"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .toList();
      return String.join(" ", identity);
    } catch (IOException e) {
      throw new UncheckedIOException("the processor's name cannot be read", e);
    }
  }
}
