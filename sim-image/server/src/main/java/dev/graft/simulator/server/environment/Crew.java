package dev.graft.simulator.server.environment;

import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Threads for short work, of which the one that asks for it is the first. */
public final class Crew implements AutoCloseable {
  private final int helpers;
  private final @Nullable Workers workers;

  /**
   * Starts threads as they are needed.
   *
   * @param name of the threads, before their number
   * @param threads with the one that asks
   */
  public Crew(String name, int threads) {
    this.helpers = threads - 1;
    this.workers = helpers == 0 ? null : Workers.eager(name, helpers);
  }

  /**
   * Runs the work for 0 to {@code count - 1}. After a failure no further index is begun; the result
   * completes only when none is running any more, most often before this returns: the calling
   * thread does its share at once, and nobody need be woken to hear of the end.
   */
  public CompletableFuture<Void> forEach(int count, IntConsumer work) {
    SharedLoop loop = new SharedLoop(count, work);
    if (workers != null) {
      workers.help(loop, Math.min(helpers, count - 1));
    }
    loop.run();
    loop.awaitTheLast();
    return loop.leave();
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    if (workers != null) {
      workers.close();
    }
  }
}
