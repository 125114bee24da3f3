package dev.graft.suites;

import java.util.List;

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

  /**
   * A new environment of a task. It must be reset before its first step. Opening the first one of a
   * scene compiles the scene; all later ones share it.
   *
   * @throws UnknownTaskException if the suite has no such task
   */
  Environment open(String task);

  /**
   * Where the task puts things in the {@code index}-th episode of a seed, drawn as {@linkplain
   * dev.graft.suites the package} says.
   *
   * @param index from 0
   * @throws UnknownTaskException if the suite has no such task
   */
  double[] randomVector(String task, long seed, int index);
}
