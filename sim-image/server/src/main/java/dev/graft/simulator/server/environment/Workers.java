package dev.graft.simulator.server.environment;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A fixed number of threads. */
public final class Workers implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final int threads;
  private final ExecutorService executor;

  /**
   * Starts threads as they are needed.
   *
   * @param name of the threads, before their number
   */
  public Workers(String name, int threads) {
    this.threads = threads;
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    this.executor = Executors.newFixedThreadPool(threads, factory);
  }

  /** Their number. */
  public int threads() {
    return threads;
  }

  /** Runs a piece of work that reports its own failure. */
  public void submit(Runnable work) {
    executor.execute(work);
  }

  /**
   * Runs the work for 0 to {@code count - 1} on all threads. After a failure no further index is
   * begun; the result completes only when none is running any more.
   */
  public CompletableFuture<Void> forEach(int count, IntConsumer work) {
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    Runnable loop =
        () -> {
          for (int i; !failed.get() && (i = next.getAndIncrement()) < count; ) {
            boolean done = false;
            try {
              work.accept(i);
              done = true;
            } finally {
              failed.compareAndSet(false, !done);
            }
          }
        };
    return CompletableFuture.allOf(
        IntStream.range(0, Math.min(threads, count))
            .mapToObj(thread -> CompletableFuture.runAsync(loop, executor))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** Lets what was submitted finish; the work must have been told to stop if it is long. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
