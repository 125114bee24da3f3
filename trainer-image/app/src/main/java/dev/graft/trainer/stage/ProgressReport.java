package dev.graft.trainer.stage;

import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the progress of one phase, not more often than anyone can read, with the time left. */
final class ProgressReport {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final EventSink events;
  private final Phase phase;
  private final long firstDone;
  private final long started = System.nanoTime();
  private long lastTold;

  /** A phase that begins with {@code firstDone} units done by an earlier process. */
  ProgressReport(EventSink events, Phase phase, long firstDone) {
    this.events = events;
    this.phase = phase;
    this.firstDone = firstDone;
    this.lastTold = started - INTERVAL.toNanos();
  }

  void units(long done, long total, @Nullable Double successRate) {
    if (due(done, total)) {
      events.emit(
          new TrainerEvent.Progress(
              phase, done, total, null, null, null, successRate, eta(done, total)));
    }
  }

  void training(long done, long total, int epoch, int epochs, double loss) {
    if (due(done, total)) {
      events.emit(
          new TrainerEvent.Progress(
              phase, done, total, epoch, epochs, loss, null, eta(done, total)));
    }
  }

  private boolean due(long done, long total) {
    long now = System.nanoTime();
    if (done < total && now - lastTold < INTERVAL.toNanos()) {
      return false;
    }
    lastTold = now;
    return true;
  }

  private @Nullable Double eta(long done, long total) {
    if (done <= firstDone) {
      return null;
    }
    double secondsPerUnit = (System.nanoTime() - started) / 1e9 / (done - firstDone);
    return secondsPerUnit * (total - done);
  }
}
