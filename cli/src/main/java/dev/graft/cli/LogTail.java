package dev.graft.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a process's log, for a message about how the process ended. */
public final class LogTail {
  private static final int LINES = 12;

  private LogTail() {}

  /** The last lines of a log, without the frames of stack traces: they push out what is said. */
  public static List<String> of(Path log) throws IOException {
    List<String> lines =
        Files.readAllLines(log, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.matches("\\s+(at |\\.\\.\\. \\d+ (more|common)).*"))
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
