package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.suites.Environment;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** One episode of a scripted policy, recorded as it goes. */
final class ScriptedEpisode {
  private final Order order;
  private final Environment environment;
  private final ActionNoise noise;
  private final double[] wanted;
  private final float[] action;
  private final Demonstration.Builder recorded = Demonstration.newBuilder();
  private int stepsLeft;
  private boolean success;

  private ScriptedEpisode(Order order, BenchmarkTask task, int goalIndex, Environment environment) {
    this.order = order;
    this.environment = environment;
    this.noise = new ActionNoise(order.noise(), order.seed(), task.name(), goalIndex);
    this.wanted = new double[task.info().actionSize()];
    this.action = new float[wanted.length];
    this.stepsLeft = order.maxSteps();
    recorded.setTask(task.name()).setGoal(order.goal(goalIndex));
  }

  /**
   * Runs it to its end.
   *
   * @param environment of the task, in any state
   * @param cancelled asked before every step
   * @throws CancellationException when it was cancelled; the environment remains usable
   */
  static Episode run(
      Order order,
      BenchmarkTask task,
      int goalIndex,
      Environment environment,
      BooleanSupplier cancelled) {
    environment.reset(task.randomVector(order.goal(goalIndex)));
    ScriptedEpisode episode = new ScriptedEpisode(order, task, goalIndex, environment);
    for (; episode.stepsLeft > 0; episode.stepsLeft--) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      episode.step();
    }
    return new Episode(episode.recorded.setSuccess(episode.success), episode.success);
  }

  private void step() {
    environment.scriptedAction(wanted);
    noise.addTo(wanted);
    for (double number : environment.observation()) {
      recorded.addObservations((float) number);
    }
    for (int i = 0; i < action.length; i++) {
      action[i] = (float) Math.clamp(wanted[i], -1, 1);
      recorded.addActions(action[i]);
    }
    environment.step(action);
    recorded.addRewards((float) environment.reward());
    if (environment.success() && !success) {
      success = true;
      cut();
    }
  }

  /** The current step, which was the first success, is still counted among those left. */
  private void cut() {
    if (order.cuts()) {
      stepsLeft = Math.min(stepsLeft, 1 + order.stepsAfterSuccess());
    }
  }
}
