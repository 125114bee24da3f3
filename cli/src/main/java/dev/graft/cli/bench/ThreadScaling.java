package dev.graft.cli.bench;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much faster several threads are than one, by the clock: each thread steps an environment of
 * its own through the same episodes.
 */
final class ThreadScaling {
  private final Suite suite;
  private final List<Episode> episodes;
  private final int threads;

  ThreadScaling(Suite suite, List<String> tasks, int threads) {
    this.suite = suite;
    this.episodes = tasks.stream().map(task -> Episode.scripted(suite, task)).toList();
    this.threads = threads;
  }

  /** Steps per second of all threads over those of one; the median over alternating rounds. */
  double speedup(int rounds) {
    Measured ratio = new Measured();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < rounds; round++) {
        double one = seconds(workers, 1);
        double all = seconds(workers, threads);
        ratio.add(threads * one, all);
      }
    }
    return ratio.perSecond();
  }

  /** Time until so many threads have each stepped through all episodes. */
  private double seconds(ExecutorService workers, int count) {
    List<Future<Double>> ends = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ends.add(workers.submit(this::playAll));
    }
    return ends.stream().mapToDouble(ThreadScaling::result).max().orElseThrow();
  }

  /** Seconds of stepping, without opening and resetting. */
  private double playAll() {
    double seconds = 0;
    for (Episode episode : episodes) {
      try (Environment environment = suite.open(episode.task())) {
        environment.reset(episode.randomVector());
        long start = System.nanoTime();
        episode.step(environment);
        seconds += (System.nanoTime() - start) / 1e9;
      }
    }
    return seconds;
  }

  private static double result(Future<Double> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
