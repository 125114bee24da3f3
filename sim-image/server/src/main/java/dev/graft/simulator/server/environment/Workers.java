package dev.graft.simulator.server.environment;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

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
    this(name, threads, new LinkedBlockingQueue<>());
  }

  private Workers(String name, int threads, BlockingQueue<Runnable> queue) {
    this.threads = threads;
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    this.executor = new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, queue, factory);
  }

  /** For short pieces of work that follow each other closely. */
  public static Workers eager(String name, int threads) {
    return new Workers(name, threads, new EagerQueue());
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
    SharedLoop loop = new SharedLoop(count, work);
    help(loop, Math.min(threads, count));
    return loop.leave();
  }

  /** Has threads join a loop. */
  void help(SharedLoop loop, int helpers) {
    for (int i = 0; i < helpers; i++) {
      executor.execute(loop);
    }
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
