package dev.graft.suites;

import java.util.List;
import java.util.Map;

/** A benchmark of robot tasks. Safe for use by many threads. */
public interface Suite {
  /** Its name in manifests, such as {@code MetaWorld}. */
  String name();

  /** All its tasks, in the benchmark's own order. */
  List<TaskInfo> tasks();

  /**
   * One of its tasks.
   *
   * @throws UnknownTaskException if it has none of that name; names the nearest ones
   */
  default TaskInfo task(String name) {
    return tasks().stream()
        .filter(task -> task.name().equals(name))
        .findAny()
        .orElseThrow(
            () -> new UnknownTaskException(name, tasks().stream().map(TaskInfo::name).toList()));
  }

  /** Lists of its tasks that have a name, such as {@code ML45-test}. */
  default Map<String, List<String>> splits() {
    return Map.of();
  }

  /** The sets of goals that it has beside its own, see {@link #goals}. */
  default List<String> benchmarks() {
    return List.of();
  }

  /**
   * A set of goals.
   *
   * @param benchmark one of {@link #benchmarks}: exactly the goals that the benchmark's own package
   *     draws for a seed; or empty: those of {@link #randomVector}
   * @throws RefusedGoalException if there is no such benchmark; names those there are
   */
  default Goals goals(String benchmark) {
    if (!benchmark.isEmpty()) {
      throw RefusedGoalException.noBenchmark(benchmark);
    }
    return new OwnGoals(this);
  }

  /**
   * A new environment of a task. It must be reset before its first step. Opening the first one of a
   * scene compiles the scene; all later ones share it.
   *
   * @throws UnknownTaskException if the suite has no such task
   */
  Environment open(String task);

  /**
   * The cameras that show a task, the suite's presets after those of its scene. Costs nothing: no
   * scene is compiled.
   *
   * @throws UnknownTaskException if the suite has no such task
   */
  List<CameraInfo> cameras(String task);

  /**
   * Where the task puts things in the {@code index}-th episode of a seed, drawn as {@linkplain
   * dev.graft.suites the package} says.
   *
   * @param index from 0
   * @throws UnknownTaskException if the suite has no such task
   */
  double[] randomVector(String task, long seed, int index);
}
