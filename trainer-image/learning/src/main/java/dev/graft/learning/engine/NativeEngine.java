package dev.graft.learning.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
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
  private static final String NO_CUDA =
      "is built without CUDA: take a build with it, in a cluster the image trainer-cuda";
  private static final String OLD_DRIVER =
      "does not get on with NVIDIA's driver: update that to the series 525 or newer";

  private static @Nullable EngineSettings running;

  /** The name of the GPU that computes; empty: the processor does. */
  private static String gpu = "";

  private NativeEngine() {}

  /**
   * Loads the native libraries and fixes the settings; once for the process, before any session or
   * controller is opened. The same settings again change nothing. Nothing is downloaded.
   *
   * @throws IllegalStateException when the engine runs with other settings
   * @throws IllegalArgumentException when the device is not there, or libtorch cannot use it
   * @throws UncheckedIOException when the cache folder cannot be written
   */
  public static synchronized void start(EngineSettings settings) {
    if (running == null) {
      // Before libtorch is loaded, which would not say why.
      String found =
          switch (settings.device()) {
            case CPU -> "";
            case CUDA -> CudaDriver.firstGpu();
          };
      configure(settings);
      load(settings.cacheFolder());
      requireUse(settings.device());
      gpu = found;
      running = settings;
    } else if (!running.equals(settings)) {
      throw new IllegalStateException(
          "the engine runs with %s and cannot change to %s; use another process"
              .formatted(running, settings));
    }
  }

  /**
   * What computes.
   *
   * @throws IllegalStateException when the engine is not started
   */
  public static Device device() {
    return settings().device();
  }

  /**
   * Identifies what bit-exact results depend on: processor, libtorch, thread count; on a GPU its
   * model and libtorch.
   *
   * @throws IllegalStateException when the engine is not started
   */
  public static String fingerprint() {
    String version = Engine.getEngine(ENGINE).getVersion();
    return switch (device()) {
      case CPU ->
          "%s, libtorch %s, %d threads".formatted(processor(), version, settings().threads());
      case CUDA -> "%s, libtorch %s %s".formatted(gpu, version, flavour());
    };
  }

  /**
   * A manager that owns native arrays, all on {@link #device}, until it is closed.
   *
   * @throws IllegalStateException when the engine is not started
   */
  public static NDManager newManager() {
    return NDManager.newBaseManager(
        switch (device()) {
          case CPU -> ai.djl.Device.cpu();
          case CUDA -> ai.djl.Device.gpu(0);
        },
        ENGINE);
  }

  /** Fixes what dropout draws next, on whatever device. */
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

  private static void requireUse(Device device) {
    if (device == Device.CUDA
        && !Engine.getEngine(ENGINE).hasCapability(StandardCapabilities.CUDA)) {
      String flavour = flavour();
      throw new IllegalArgumentException(
          "the device cuda was asked for, but libtorch (%s) %s; or ask for the device cpu"
              .formatted(flavour, flavour.startsWith("cu") ? OLD_DRIVER : NO_CUDA));
    }
  }

  /** What DJL calls the build of libtorch that it has loaded. */
  private static String flavour() {
    return System.getenv().getOrDefault("PYTORCH_FLAVOR", "cpu");
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
