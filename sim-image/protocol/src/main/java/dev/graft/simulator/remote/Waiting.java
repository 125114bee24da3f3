package dev.graft.simulator.remote;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Time, as a client that waits for a replica sees it; tests give one that does not pass. */
interface Waiting {
  /** The clock of this machine. */
  Waiting REAL = new Real();

  /** Of no particular origin. */
  long nanoTime();

  /** Lets time pass. */
  void pause(Duration length) throws InterruptedException;

  /** The clock of this machine. */
  final class Real implements Waiting {
    private Real() {}

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public void pause(Duration length) throws InterruptedException {
      boolean _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
