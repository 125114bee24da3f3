package dev.graft.cli.progress;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them. */
public final class Clock {
  private Clock() {}

  /** Such as {@code 1:02:05} or {@code 0:07}. */
  public static String text(Duration duration) {
    String minutesAndSeconds =
        String.format(
            Locale.ROOT,
            duration.toHours() > 0 ? "%02d:%02d" : "%d:%02d",
            duration.toMinutesPart(),
            duration.toSecondsPart());
    return duration.toHours() > 0
        ? duration.toHours() + ":" + minutesAndSeconds
        : minutesAndSeconds;
  }
}
