package dev.graft.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that are measured while they work at once. */
public final class Team implements AutoCloseable {
  private final ExecutorService threads;

  /** So many threads. */
  public Team(int size) {
    threads = Executors.newFixedThreadPool(size);
  }

  /**
   * What each piece of work comes to, once all are done; as many at once as there are threads.
   *
   * @throws IllegalStateException if one fails, for its reason, or if this thread is interrupted,
   *     which ends the others
   */
  public <T> List<T> run(List<? extends Callable<T>> work) {
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
