package dev.graft.trainer.stop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a stage to leave at the next boundary between two steps. Thread-safe. */
public final class StopSignal {
  private final CountDownLatch requested = new CountDownLatch(1);

  /** Asks; may be called from any thread, more than once. */
  public void request() {
    requested.countDown();
  }

  /** Whether it was asked. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /**
   * Leaves when it was asked.
   *
   * @throws StoppedException then
   */
  public void check() {
    if (requested()) {
      throw new StoppedException();
    }
  }

  /**
   * Lets some time pass, and leaves as soon as it is asked.
   *
   * @throws StoppedException then, or when the thread is interrupted
   */
  public void pause(Duration length) {
    try {
      if (requested.await(length.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new StoppedException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }
}
