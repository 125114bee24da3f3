package dev.graft.simulator.server.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes of the machine's memory, as the kernel counts it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "VmRSS:";
  private static final int KIB = 1024;

  private ResidentMemory() {}

  /** NaN, which Prometheus shows as it is, where there is no {@code /proc}. */
  static double bytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(FIELD)) {
          String number = line.substring(FIELD.length()).replace("kB", "").strip();
          return (double) KIB * Long.parseLong(number);
        }
      }
    } catch (IOException unreadable) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
