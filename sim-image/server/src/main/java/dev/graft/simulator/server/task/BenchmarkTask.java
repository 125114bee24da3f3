package dev.graft.simulator.server.task;

import dev.graft.suites.Environment;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;

/**
 * A task and the suite it belongs to.
 *
 * @param suite opens its environments and draws its goals
 * @param info its sizes
 */
public record BenchmarkTask(Suite suite, TaskInfo info) {
  /** Its name, such as {@code reach-v3}. */
  public String name() {
    return info.name();
  }

  /** A new environment; expensive, it compiles the scene. */
  public Environment open() {
    return suite.open(info.name());
  }

  /** Object and goal positions of the index-th goal of a seed. */
  public double[] randomVector(long seed, int index) {
    return suite.randomVector(info.name(), seed, index);
  }
}
