package dev.graft.simulator.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Name and version of this simulator and its engine, as the build wrote them. */
final class SimulatorVersion {
  private static final String RESOURCE = "version.properties";

  private SimulatorVersion() {}

  /** Such as {@code graft 0.1.0, mujoco 3.3.0}. */
  static String text() {
    Properties versions = new Properties();
    try (InputStream file = SimulatorVersion.class.getResourceAsStream(RESOURCE)) {
      versions.load(Objects.requireNonNull(file, RESOURCE));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return "graft %s, mujoco %s"
        .formatted(versions.getProperty("graft"), versions.getProperty("mujoco"));
  }
}
