package dev.graft.cli.bench.soak;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Threads that visit a server again and again, until they are told to stop. */
final class Visitors implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int MOST_FAILURES_SHOWN = 20;

  private final List<Thread> threads = new ArrayList<>();
  private final Map<Visit, Integer> visits = new EnumMap<>(Visit.class);
  private final Map<String, Integer> failures = new TreeMap<>();
  private volatile boolean stopping;

  Visitors(String address, List<String> tasks, int count, long seed) {
    for (int i = 0; i < count; i++) {
      long own = seed + i;
      threads.add(Thread.ofPlatform().name("visitor-" + i).start(() -> visit(address, tasks, own)));
    }
  }

  private void visit(String address, List<String> tasks, long seed) {
    SplittableRandom random = new SplittableRandom(-seed);
    Visit[] kinds = Visit.values();
    try (Visitor visitor = new Visitor(address, tasks, seed)) {
      while (!stopping) {
        Visit kind = kinds[random.nextInt(kinds.length)];
        make(visitor, kind);
      }
    }
  }

  private void make(Visitor visitor, Visit kind) {
    try {
      visitor.make(kind);
      count(kind);
    } catch (SimulatorException end) {
      if (end.reason() != Reason.Exhausted) {
        fail(kind, end);
      }
    } catch (IOException | RuntimeException failure) {
      fail(kind, failure);
    }
  }

  private synchronized void count(Visit kind) {
    visits.merge(kind, 1, Integer::sum);
  }

  private synchronized void fail(Visit kind, Throwable failure) {
    String text = kind + ": " + failure.getMessage();
    if (failures.size() < MOST_FAILURES_SHOWN || failures.containsKey(text)) {
      failures.merge(text, 1, Integer::sum);
    }
  }

  /** How often each way was gone to its end; visits to a full server do not count. */
  synchronized Map<Visit, Integer> visits() {
    return new EnumMap<>(visits);
  }

  /** What ended otherwise than it should, and how often. */
  synchronized Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /** Lets each end the visit it is making. */
  @Override
  public void close() {
    stopping = true;
    try {
      for (Thread thread : threads) {
        if (!thread.join(PATIENCE)) {
          throw new IllegalStateException(
              "%s does not end within %s".formatted(thread.getName(), PATIENCE));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
