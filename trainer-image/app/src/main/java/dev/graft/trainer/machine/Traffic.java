package dev.graft.trainer.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that have passed all network interfaces.
 *
 * @param received in
 * @param sent out
 */
record Traffic(long received, long sent) {
  private static final int HEADER_LINES = 2;
  private static final int RECEIVED = 0;
  private static final int SENT = 8;

  /** As Linux counts it in {@code /proc/net/dev}; empty where that is not there. */
  static Optional<Traffic> read(Path file) {
    List<String> lines = MachineLoad.lines(file);
    if (lines.size() <= HEADER_LINES) {
      return Optional.empty();
    }
    long received = 0;
    long sent = 0;
    for (String line : lines.subList(HEADER_LINES, lines.size())) {
      String[] counts = line.substring(line.indexOf(':') + 1).strip().split("\\s+");
      received += Long.parseLong(counts[RECEIVED]);
      sent += Long.parseLong(counts[SENT]);
    }
    return Optional.of(new Traffic(received, sent));
  }

  Traffic since(Traffic before) {
    return new Traffic(received - before.received, sent - before.sent);
  }
}
