package dev.graft.plan;

import dev.graft.api.Demonstrations;
import dev.graft.api.Suite;
import java.util.List;

/**
 * Demonstrations to be collected.
 *
 * @param digest of the other components
 * @param suite the benchmark
 * @param tasks task names, sorted
 * @param scripted how many, with what noise and seed
 */
public record DatasetPlan(
    String digest, Suite suite, List<String> tasks, Demonstrations.Scripted scripted) {
  /** Copies the tasks. */
  public DatasetPlan {
    tasks = List.copyOf(tasks);
  }
}
