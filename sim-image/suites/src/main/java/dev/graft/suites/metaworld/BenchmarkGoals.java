package dev.graft.suites.metaworld;

import dev.graft.suites.Goals;
import dev.graft.suites.RefusedGoalException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The goals of a benchmark of the Python package, such as {@code metaworld.ML45(seed=3)}: fifty for
 * each of its tasks (metaworld 3.1.1, {@code _make_tasks}). One generator draws those of all tasks
 * of a half, task after task. A goal is what an environment draws at a reset; a reset sets the
 * scene twice and draws each time, so that every second vector is a goal.
 */
final class BenchmarkGoals implements Goals {
  private static final int COUNT = 50;

  private static final Map<String, BenchmarkGoals> BENCHMARKS =
      byName(
          ofOneTask("MT1", 0),
          of("MT10", Splits.MT10),
          of("MT50", Splits.MT50),
          ofOneTask("ML1-train", 0),
          ofOneTask("ML1-test", 1),
          of("ML10-train", Splits.ML10_TRAIN),
          of("ML10-test", Splits.ML10_TEST),
          of("ML10", Splits.ML10_TRAIN, Splits.ML10_TEST),
          of("ML45-train", Splits.ML45_TRAIN),
          of("ML45-test", Splits.ML45_TEST),
          of("ML45", Splits.ML45_TRAIN, Splits.ML45_TEST));

  private final String name;
  private final int seedOffset;
  private final Function<Definition, List<Definition>> half;

  /**
   * A benchmark.
   *
   * @param seedOffset what Python adds to the seed
   * @param half the tasks that one generator draws for, this one among them; or none
   */
  private BenchmarkGoals(String name, int seedOffset, Function<Definition, List<Definition>> half) {
    this.name = name;
    this.seedOffset = seedOffset;
    this.half = half;
  }

  /** A benchmark of any one task. */
  private static BenchmarkGoals ofOneTask(String name, int seedOffset) {
    return new BenchmarkGoals(name, seedOffset, List::of);
  }

  /** Each half has a generator of its own, of the same seed. */
  @SafeVarargs
  private static BenchmarkGoals of(String name, List<Definition>... halves) {
    return new BenchmarkGoals(
        name,
        0,
        task ->
            Stream.of(halves).filter(half -> half.contains(task)).findFirst().orElse(List.of()));
  }

  private static Map<String, BenchmarkGoals> byName(BenchmarkGoals... benchmarks) {
    Map<String, BenchmarkGoals> byName = new LinkedHashMap<>();
    for (BenchmarkGoals benchmark : benchmarks) {
      byName.put(benchmark.name, benchmark);
    }
    return byName;
  }

  static List<String> names() {
    return List.copyOf(BENCHMARKS.keySet());
  }

  static BenchmarkGoals named(String name) {
    BenchmarkGoals benchmark = BENCHMARKS.get(name);
    if (benchmark == null) {
      throw RefusedGoalException.unknownBenchmark(name, names());
    }
    return benchmark;
  }

  @Override
  public int perTask() {
    return COUNT;
  }

  @Override
  public void require(String task, long seed, int index) {
    if (half.apply(MetaWorld.definition(task)).isEmpty()) {
      throw new RefusedGoalException(
          RefusedGoalException.Field.BENCHMARK,
          name,
          "it has no task '%s'; give MT1, MT50, ML1-train, ML1-test or ML45, which have every task"
              .formatted(task));
    }
    long largest = MersenneTwister.LARGEST_SEED - seedOffset;
    if (seed < 0 || seed > largest) {
      throw new RefusedGoalException(
          RefusedGoalException.Field.SEED, seed, "%s takes 0 to %d".formatted(name, largest));
    }
    if (index < 0 || index >= COUNT) {
      throw new RefusedGoalException(
          RefusedGoalException.Field.INDEX,
          index,
          "%s has goals 0 to %d of a task".formatted(name, COUNT - 1));
    }
  }

  @Override
  public double[] randomVector(String task, long seed, int index) {
    require(task, seed, index);
    Definition wanted = MetaWorld.definition(task);
    List<Definition> drawn = half.apply(wanted);
    MersenneTwister random = new MersenneTwister(seed + seedOffset);
    for (Definition before : drawn.subList(0, drawn.indexOf(wanted))) {
      skip(before, random, COUNT);
    }
    skip(wanted, random, index);
    return goal(wanted, random);
  }

  private static void skip(Definition task, MersenneTwister random, int goals) {
    for (int i = 0; i < goals; i++) {
      goal(task, random);
    }
  }

  private static double[] goal(Definition task, MersenneTwister random) {
    task.draw(random::next);
    return task.draw(random::next);
  }
}
