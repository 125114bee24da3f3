package dev.graft.cli.sim;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the scripted policies do, as {@code graft sim success -o json} prints it.
 *
 * @param simulator its version
 * @param suite the benchmark of tasks
 * @param benchmark whose goals; empty: Graft's own
 * @param seed of the goals
 * @param goals of each task, an episode each
 * @param maxSteps after which an episode counts as failed; it ends at its first success
 * @param tasks in the order asked for
 */
record Scores(
    String simulator,
    String suite,
    String benchmark,
    long seed,
    int goals,
    int maxSteps,
    List<Score> tasks) {

  /**
   * One task.
   *
   * @param name of the task
   * @param solved goals with a success at some step
   * @param firstSuccess for each goal the number of steps until the first success; null: never
   */
  record Score(String name, int solved, List<@Nullable Integer> firstSuccess) {
    static Score of(String name, List<@Nullable Integer> firstSuccess) {
      return new Score(
          name, (int) firstSuccess.stream().filter(Objects::nonNull).count(), firstSuccess);
    }
  }
}
