package dev.graft.cli.bench.render;

import com.sun.management.OperatingSystemMXBean;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.CameraSettings.Orientation;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.Suite;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A task's camera in this process. */
final class JavaRenderer implements AutoCloseable {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Scene scene;
  private final Environment environment;

  JavaRenderer(Suite suite, Scene scene) {
    this.scene = scene;
    this.environment = suite.open(scene.task());
    environment.reset(scene.randomVector());
  }

  /** Takes pictures one after the other into one array. */
  Frames render(Quality quality, double seconds) {
    try (FrameSource camera = camera(quality, Orientation.UPRIGHT)) {
      byte[] rgb = camera.rgb();
      long frames = 0;
      long cpuStart = PROCESS.getProcessCpuTime();
      long start = System.nanoTime();
      long taken = 0;
      while (taken < seconds * NANOS) {
        camera.rgb(rgb);
        frames++;
        taken = System.nanoTime() - start;
      }
      return new Frames(frames, taken / NANOS, (PROCESS.getProcessCpuTime() - cpuStart) / NANOS);
    }
  }

  /** Of the bytes of a picture of full quality, as Python takes it. */
  String sha256() {
    try (FrameSource camera = camera(Quality.FULL, Orientation.AS_MOUNTED)) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(camera.rgb()));
    } catch (NoSuchAlgorithmException impossible) { // every JDK has it
      throw new AssertionError(impossible);
    }
  }

  private FrameSource camera(Quality quality, Orientation orientation) {
    PictureSize size = new PictureSize(scene.size(), scene.size());
    return environment.camera(new CameraSettings(scene.camera(), size, quality, orientation));
  }

  @Override
  public void close() {
    environment.close();
  }
}
