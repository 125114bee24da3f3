package dev.graft.cli.bench;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import java.util.Collections;
import java.util.List;

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
    try (Team team = new Team(threads)) {
      for (int round = 0; round < rounds; round++) {
        double one = seconds(team, 1);
        double all = seconds(team, threads);
        ratio.add(threads * one, all);
      }
    }
    return ratio.perSecond();
  }

  /** Time until so many threads have each stepped through all episodes. */
  private double seconds(Team team, int count) {
    List<Double> ends = team.run(Collections.nCopies(count, this::playAll));
    return Collections.max(ends);
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
}
