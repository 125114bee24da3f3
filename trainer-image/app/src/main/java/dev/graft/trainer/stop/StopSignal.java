package dev.graft.trainer.stop;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Asks a stage to leave at the next boundary between two steps. Thread-safe. */
public final class StopSignal {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final Set<Thread> interruptible = new HashSet<>();

  /** Asks; may be called from any thread, more than once. */
  public synchronized void request() {
    requested.countDown();
    interruptible.forEach(Thread::interrupt);
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

  /**
   * The result of a call that may wait for others, such as for a simulator that is stuck: its
   * thread is interrupted when the stage is asked to leave.
   *
   * @param call fails when its thread is interrupted; writes no files, which that would close
   * @throws StoppedException when it was asked
   */
  public <T> T interrupting(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } catch (RuntimeException e) {
      check();
      throw e;
    } finally {
      exit();
    }
  }

  private synchronized void enter() {
    check();
    interruptible.add(Thread.currentThread());
  }

  private synchronized void exit() {
    interruptible.remove(Thread.currentThread());
    if (requested()) {
      Thread.interrupted(); // what is left to do, such as a checkpoint, must not be disturbed
    }
  }

  /**
   * Does something some time after the stage was asked to leave, in case it does not.
   *
   * @param leave such as to end the process: everything on disk is whole at any moment
   */
  public void enforceAfter(Duration limit, Runnable leave) {
    Thread.ofPlatform().daemon().name("leave").start(() -> awaitRequest(limit, leave));
  }

  private void awaitRequest(Duration limit, Runnable leave) {
    try {
      requested.await();
      CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
          .execute(leave);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
