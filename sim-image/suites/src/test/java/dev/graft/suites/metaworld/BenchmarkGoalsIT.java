package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.suites.PythonOracle;
import dev.graft.suites.PythonOracle.Benchmark;
import dev.graft.suites.Suite;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Splits and goals are those of the Python package, bit by bit. */
class BenchmarkGoalsIT {
  private static final Suite SUITE = new MetaWorld();
  private static final int GOALS = 50;
  private static final long LARGEST_SEED = (1L << 32) - 1;

  @TempDir Path folder;

  @Test
  void splitsAreThoseOfPythonInItsOrder() throws IOException {
    assertThat(SUITE.splits()).containsExactlyInAnyOrderEntriesOf(PythonOracle.splits(folder));
  }

  @Test
  void goalsOfEveryBenchmarkEqualPythonBitByBit() throws IOException {
    List<Benchmark> benchmarks = benchmarks();
    DoubleBuffer expected = PythonOracle.goals(folder, benchmarks);
    for (Benchmark benchmark : benchmarks) {
      for (String task : tasks(benchmark)) {
        for (int index = 0; index < GOALS; index++) {
          double[] vector =
              SUITE.goals(benchmark.benchmark()).randomVector(task, benchmark.seed(), index);
          double[] wanted = new double[vector.length];
          expected.get(wanted);
          assertThat(vector).as("%s of %s, goal %d", task, benchmark, index).isEqualTo(wanted);
        }
      }
    }
    assertThat(expected.hasRemaining()).isFalse();
  }

  private static List<Benchmark> benchmarks() {
    List<Benchmark> benchmarks = new ArrayList<>();
    benchmarks.add(new Benchmark("MT50", 42, null, false));
    benchmarks.add(new Benchmark("MT10", 1_234_567_890, null, false));
    for (String half : List.of("-train", "-test")) {
      benchmarks.add(new Benchmark("ML45" + half, 0, null, false));
      benchmarks.add(new Benchmark("ML10" + half, LARGEST_SEED, null, false));
    }
    for (long seed : new long[] {0, 1_234_567_890_123L % LARGEST_SEED}) {
      benchmarks.add(new Benchmark("MT1", seed, "sweep-into-v3", false));
      benchmarks.add(new Benchmark("ML1-train", seed, "stick-pull-v3", false));
      benchmarks.add(new Benchmark("ML1-test", seed, "stick-pull-v3", false));
    }
    benchmarks.add(new Benchmark("MT1", 42, "reach-v3", true));
    benchmarks.add(new Benchmark("ML1-test", LARGEST_SEED - 1, "box-close-v3", true));
    return benchmarks;
  }

  private static List<String> tasks(Benchmark benchmark) {
    return benchmark.task() == null
        ? Objects.requireNonNull(SUITE.splits().get(benchmark.benchmark()))
        : List.of(benchmark.task());
  }
}
