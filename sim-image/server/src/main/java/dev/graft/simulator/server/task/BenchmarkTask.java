package dev.graft.simulator.server.task;

import dev.graft.simulator.v1.Goal;
import dev.graft.suites.Environment;
import dev.graft.suites.RefusedGoalException;
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

  /** Object and goal positions of a goal, which exists. */
  public double[] randomVector(Goal goal) {
    return suite
        .goals(goal.getBenchmark())
        .randomVector(info.name(), goal.getSeed(), goal.getIndex());
  }

  /**
   * Refuses a goal that there is not.
   *
   * @param prefix of its fields in a refusal, such as {@code reset.goals[2].}
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT
   */
  public void require(String prefix, Goal goal) {
    try {
      suite.goals(goal.getBenchmark()).require(info.name(), goal.getSeed(), goal.getIndex());
    } catch (RefusedGoalException refusal) {
      throw Refusals.invalid(prefix, refusal);
    }
  }
}
