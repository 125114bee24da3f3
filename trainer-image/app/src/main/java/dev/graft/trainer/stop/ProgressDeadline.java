package dev.graft.trainer.stop;

import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.event.TrainerEvent;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices work that goes on and on and does not advance: a phase under way of which nothing has
 * been heard for too long. Between phases, and after the last one, a stage may wait for others,
 * such as for a tracking server that is away: that is no failure.
 */
public final class ProgressDeadline implements EventSink {
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

  private final Duration limit;
  private final EventSink events;
  private final LongSupplier nanoTime;
  private final Runnable missed;
  private long lastHeard;
  private boolean underWay;

  ProgressDeadline(Duration limit, EventSink events, LongSupplier nanoTime, Runnable missed) {
    this.limit = limit;
    this.events = events;
    this.nanoTime = nanoTime;
    this.missed = missed;
  }

  /**
   * Watches the events of a stage, and hands them on, until the process ends.
   *
   * @param limit without progress
   * @param events told of all
   * @param missed called again and again once the limit has passed; such as to end the process
   */
  public static ProgressDeadline watch(Duration limit, EventSink events, Runnable missed) {
    ProgressDeadline deadline = new ProgressDeadline(limit, events, System::nanoTime, missed);
    long period = BETWEEN_CHECKS.toMillis();
    Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress-deadline").factory())
        .scheduleWithFixedDelay(deadline::check, period, period, TimeUnit.MILLISECONDS);
    return deadline;
  }

  @Override
  public void emit(TrainerEvent event) {
    if (event instanceof TrainerEvent.Progress progress) {
      heard(progress.done() < progress.total());
    }
    events.emit(event);
  }

  private synchronized void heard(boolean more) {
    lastHeard = nanoTime.getAsLong();
    underWay = more;
  }

  void check() {
    if (late()) {
      missed.run();
    }
  }

  private synchronized boolean late() {
    return underWay && nanoTime.getAsLong() - lastHeard > limit.toNanos();
  }
}
