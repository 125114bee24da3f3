package dev.graft.simulator.server.idle;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Ends calls whose clients have left them alone for too long. Thread-safe. */
public final class IdleTimer implements AutoCloseable {
  private final Duration limit;
  private final ScheduledThreadPoolExecutor timer;

  /** That ends what is idle for so long. */
  public IdleTimer(Duration limit) {
    this.limit = limit;
    ThreadFactory thread = Thread.ofPlatform().daemon().name("simulator-idle").factory();
    this.timer = new ScheduledThreadPoolExecutor(1, thread);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** How long a call may be idle. */
  public Duration limit() {
    return limit;
  }

  /**
   * Watches a call from now on.
   *
   * @param waitsForClient whether it is the client's turn
   * @param end what to do, once, when it has been so for the whole limit
   */
  public Watch watch(BooleanSupplier waitsForClient, Runnable end) {
    return new Watch(waitsForClient, end);
  }

  /** One call. */
  public final class Watch {
    private final BooleanSupplier waitsForClient;
    private final Runnable end;
    private volatile long lastSign = System.nanoTime();
    private volatile boolean over;
    private volatile Future<?> next;

    private Watch(BooleanSupplier waitsForClient, Runnable end) {
      this.waitsForClient = waitsForClient;
      this.end = end;
      this.next = again(limit.toNanos());
    }

    /** The client gave a sign of life. Cheap. */
    public void sign() {
      lastSign = System.nanoTime();
    }

    /** The call is over. */
    public void stop() {
      over = true;
      next.cancel(false);
    }

    private Future<?> again(long nanos) {
      return timer.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
      if (over) {
        return;
      }
      if (!waitsForClient.getAsBoolean()) {
        sign();
      }
      long left = limit.toNanos() - (System.nanoTime() - lastSign);
      if (left > 0) {
        next = again(left);
      } else {
        end.run();
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
