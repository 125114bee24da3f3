package dev.graft.simulator.server.environment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A loop over {@code 0 .. count - 1} that several threads run together, each taking the next index
 * when it is done with one. A thread that comes late finds nothing to do and is not waited for.
 */
final class SharedLoop implements Runnable {
  /** Longer than a step takes, shorter than it pays to hold a processor for. */
  private static final long SPIN_NANOS = 200_000;

  /** Added to the number of unfinished indices when its owner waits no longer. */
  private static final int LEFT = 1 << 30;

  private final int count;
  private final IntConsumer work;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger unfinished;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final CompletableFuture<Void> result = new CompletableFuture<>();

  SharedLoop(int count, IntConsumer work) {
    this.count = count;
    this.work = work;
    this.unfinished = new AtomicInteger(count);
  }

  /** Takes indices until none is left. */
  @Override
  public void run() {
    for (int i; (i = next.getAndIncrement()) < count; ) {
      if (failure.get() == null) {
        runOne(i);
      }
      if (unfinished.decrementAndGet() == LEFT) {
        complete();
      }
    }
  }

  private void runOne(int index) {
    try {
      work.accept(index);
    } catch (RuntimeException | Error thrown) {
      failure.compareAndSet(null, thrown);
    }
  }

  /** Waits a moment for what other threads have not finished: cheaper than to be woken by them. */
  void awaitTheLast() {
    long end = System.nanoTime() + SPIN_NANOS;
    while (unfinished.get() > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** Hands the end over to the thread that finishes last; completes at once when all have. */
  CompletableFuture<Void> leave() {
    if (unfinished.addAndGet(LEFT) == LEFT) {
      complete();
    }
    return result;
  }

  private void complete() {
    Throwable thrown = failure.get();
    if (thrown == null) {
      result.complete(null);
    } else {
      result.completeExceptionally(thrown);
    }
  }
}
