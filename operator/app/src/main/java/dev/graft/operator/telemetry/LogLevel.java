package dev.graft.operator.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** How much is logged; each level includes those before it. */
public enum LogLevel {
  /** What went wrong and is not put right by itself. */
  ERROR(Level.SEVERE),
  /** What went wrong and is tried again. */
  WARN(Level.WARNING),
  /** What a person wants to know who looks now and then. */
  INFO(Level.INFO),
  /** Every write, and what the control loop and the Kubernetes client do. */
  DEBUG(Level.FINE);

  private final Level level;

  LogLevel(Level level) {
    this.level = level;
  }

  Level level() {
    return level;
  }

  /** As it stands in configurations and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of that word. */
  public static Optional<LogLevel> named(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }

  /** The level under which a line is told. */
  static LogLevel of(Level level) {
    return Arrays.stream(values())
        .filter(known -> level.intValue() >= known.level.intValue())
        .findFirst()
        .orElse(DEBUG);
  }
}
