package dev.graft.trainer.record;

import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.mlflow.TrackingException;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The thread that has a courier go, again and again, and what is known of its success. Thread-safe.
 */
final class Delivery implements AutoCloseable {
  /** How long one waits to hear of the server: long enough to tell a wrong address early. */
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(10);

  /** Points of metrics are delivered together, not each as it comes. */
  private static final Duration GATHERING = Duration.ofSeconds(1);

  private static final Duration LOOK_AT_STOP = Duration.ofMillis(200);

  private static final RetryPolicy PAUSES =
      new RetryPolicy(1, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ZERO);

  private final Courier courier;
  private final Thread thread;

  private int waiting;
  private long dueNanos = System.nanoTime();
  private boolean closing;
  private boolean hurried;
  private @Nullable TrackingException problem;
  private long awaySinceNanos;
  private @Nullable Throwable failure;

  /**
   * Of a courier with so many entries to deliver; not started yet.
   *
   * @param waiting entries that the server does not have
   */
  Delivery(Courier courier, int waiting) {
    this.courier = courier;
    this.waiting = waiting;
    this.thread = Thread.ofPlatform().daemon().name("records").unstarted(this::deliver);
  }

  /** How soon an entry is to be delivered. */
  enum Urgency {
    /** At once. */
    Now,
    /** With those that follow shortly. */
    Soon
  }

  void start() {
    thread.start();
  }

  /** An entry more is there. */
  synchronized void added(Urgency urgency) {
    waiting++;
    long now = System.nanoTime();
    due(urgency == Urgency.Now ? now : now + GATHERING.toNanos());
  }

  private void due(long due) {
    dueNanos = waiting == 1 || due - dueNanos < 0 ? due : dueNanos;
    notifyAll();
  }

  Optional<TrackedRun> run() {
    return Optional.ofNullable(courier.delivered().run());
  }

  synchronized Standing standing() {
    return new Standing(
        Math.max(0, waiting), Optional.ofNullable(problem), courier.delivered().setAside());
  }

  /** Fails when the thread has ended by a failure: nothing would be delivered any more. */
  synchronized void requireAlive() throws IOException {
    if (failure != null) {
      throw new IOException("the records cannot be delivered: " + failure.getMessage(), failure);
    }
  }

  synchronized Standing await(Duration patience, StopSignal stop) throws IOException {
    hurried = true;
    long since = System.nanoTime();
    due(since);
    while (waiting > 0 && !stop.requested() && !away(since, patience)) {
      requireAlive();
      if (!pause(LOOK_AT_STOP.toNanos())) {
        break;
      }
    }
    requireAlive();
    return standing();
  }

  private boolean away(long since, Duration patience) {
    if (problem == null) {
      return false;
    }
    long start = awaySinceNanos - since > 0 ? awaySinceNanos : since;
    return System.nanoTime() - start > patience.toNanos();
  }

  /** Waits to hear of the server, not for ever; fails when it refuses the run. */
  synchronized void awaitFirstAnswer() throws IOException {
    long limit = System.nanoTime() + FIRST_ANSWER.toNanos();
    while (run().isEmpty() && problem == null && System.nanoTime() - limit < 0) {
      requireAlive();
      if (!pause(LOOK_AT_STOP.toNanos())) {
        return;
      }
    }
    if (problem != null && problem.reason() != Reason.Unavailable) {
      throw problem;
    }
  }

  private void deliver() {
    try {
      for (int failures = 0; awaitDue(); ) {
        failures = attempt() ? 0 : failures + 1;
        if (failures > 0) {
          rest(PAUSES.pauseAfter(failures));
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      end(e);
    }
  }

  private synchronized void end(Throwable cause) {
    failure = closing ? failure : cause;
    notifyAll();
  }

  /** Whether there is something to deliver now; waits for it. False: this is closed. */
  private synchronized boolean awaitDue() {
    while (!closing) {
      long left = dueNanos - System.nanoTime();
      if (waiting > 0 && (hurried || left <= 0)) {
        return true;
      }
      if (!pause(waiting > 0 ? left : 0)) {
        return false;
      }
    }
    return false;
  }

  private boolean attempt() throws IOException {
    try {
      deliverNext();
      return true;
    } catch (TrackingException e) {
      synchronized (this) {
        awaySinceNanos = problem == null ? System.nanoTime() : awaySinceNanos;
        problem = e;
        notifyAll();
      }
      return false;
    }
  }

  /** Delivers some of what waits. */
  int deliverNext() throws IOException {
    int delivered = courier.deliverNext();
    synchronized (this) {
      waiting -= delivered;
      problem = null;
      notifyAll();
    }
    return delivered;
  }

  private synchronized void rest(Duration length) {
    long limit = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0 && !closing; left = limit - System.nanoTime()) {
      if (!pause(left)) {
        return;
      }
    }
  }

  /**
   * Waits to be notified.
   *
   * @param nanos at most; 0 or less: without a bound
   * @return whether to go on; false after an interruption
   */
  private synchronized boolean pause(long nanos) {
    try {
      if (nanos <= 0) {
        wait();
      } else {
        wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.interrupt(); // a request that is under way is made again by the next process
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
