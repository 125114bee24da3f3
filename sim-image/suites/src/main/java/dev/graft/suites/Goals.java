package dev.graft.suites;

/** Where tasks put things, by seed and index; see {@link Suite#goals}. Safe for many threads. */
public interface Goals {
  /** How many a task has for a seed. */
  int perTask();

  /**
   * Checks that there is such a goal.
   *
   * @throws RefusedGoalException if there is not
   * @throws UnknownTaskException if the suite has no such task
   */
  void require(String task, long seed, int index);

  /**
   * Where the task puts things in the {@code index}-th episode of a seed.
   *
   * @param index from 0 to below {@link #perTask}
   * @throws RefusedGoalException if there is no such goal
   * @throws UnknownTaskException if the suite has no such task
   */
  double[] randomVector(String task, long seed, int index);
}
