package dev.graft.simulator.server.environment;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.suites.Environment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Environments that nobody uses just now, kept because opening one takes as long as several
 * episodes. Keeps a bounded number, the most recently used. Thread-safe; opening and closing happen
 * outside its lock.
 */
public final class EnvironmentPool implements AutoCloseable {
  private record Idle(BenchmarkTask task, Environment environment) {}

  private final int maxIdle;
  private final Deque<Idle> newestFirst = new ArrayDeque<>();
  private boolean closed;

  /** That keeps at most so many idle environments. */
  public EnvironmentPool(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  /** An idle environment of the task, or a new one. It is in the state its last user left. */
  public Environment lease(BenchmarkTask task) {
    Environment idle = takeIdle(task);
    return idle == null ? task.open() : idle;
  }

  private synchronized @Nullable Environment takeIdle(BenchmarkTask task) {
    for (Iterator<Idle> each = newestFirst.iterator(); each.hasNext(); ) {
      Idle idle = each.next();
      if (idle.task().equals(task)) {
        each.remove();
        return idle.environment();
      }
    }
    return null;
  }

  /** Whether a lease would be cheap just now. */
  public synchronized boolean hasIdle(BenchmarkTask task) {
    return newestFirst.stream().anyMatch(idle -> idle.task().equals(task));
  }

  /** Number of environments kept. */
  public synchronized int idle() {
    return newestFirst.size();
  }

  /** Takes back a leased environment in working order; one that failed is closed instead. */
  public void giveBack(BenchmarkTask task, Environment environment) {
    Environment surplus = keep(new Idle(task, environment));
    if (surplus != null) {
      surplus.close();
    }
  }

  private synchronized @Nullable Environment keep(Idle idle) {
    if (closed) {
      return idle.environment();
    }
    newestFirst.addFirst(idle);
    return newestFirst.size() > maxIdle ? newestFirst.removeLast().environment() : null;
  }

  /** Closes the idle environments, and each leased one when it comes back. */
  @Override
  public void close() {
    for (Idle idle : drain()) {
      idle.environment().close();
    }
  }

  private synchronized Deque<Idle> drain() {
    closed = true;
    Deque<Idle> all = new ArrayDeque<>(newestFirst);
    newestFirst.clear();
    return all;
  }
}
