package dev.graft.simulator.server.demonstration;

import static dev.graft.simulator.server.task.Refusals.invalid;
import static dev.graft.simulator.server.task.Refusals.requireWithin;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Goal;
import java.util.List;

/**
 * A request for demonstrations that can be met.
 *
 * @param tasks what to demonstrate, in this order
 * @param perTask episodes of each
 * @param seed draws goals and noise
 * @param noise standard deviation of the noise added to each action
 * @param kept which episodes are sent
 * @param stepsAfterSuccess steps kept after the first success; -1 keeps the whole episode
 * @param maxSteps of an episode
 * @param benchmark which goals the seed stands for; empty: Graft's own
 * @param goalsPerTask how many of them a task has
 */
record Order(
    List<BenchmarkTask> tasks,
    int perTask,
    long seed,
    double noise,
    Kept kept,
    int stepsAfterSuccess,
    int maxSteps,
    String benchmark,
    int goalsPerTask) {

  /** Which episodes are sent. */
  enum Kept {
    Successful,
    All
  }

  private static final int MOST_PER_TASK = 100_000;
  private static final int WHOLE_EPISODE = -1;
  private static final double MOST_NOISE = 10;

  /**
   * Checks a request.
   *
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT
   */
  static Order of(CollectDemonstrationsRequest request, Catalogue catalogue) {
    List<BenchmarkTask> tasks =
        catalogue.distinctTasks("", request.getSuite(), request.getTasksList());
    int horizon = tasks.stream().mapToInt(task -> task.info().horizon()).min().orElseThrow();
    requireWithin("per_task", request.getPerTask(), 1, MOST_PER_TASK);
    requireWithin("max_steps", request.getMaxSteps(), 1, horizon);
    requireWithin("steps_after_success", request.getStepsAfterSuccess(), WHOLE_EPISODE, horizon);
    requireNoise(request.getNoise());
    int goals = requireGoals(request, tasks);
    return new Order(
        tasks,
        request.getPerTask(),
        request.getSeed(),
        request.getNoise(),
        request.getSuccessfulOnly() ? Kept.Successful : Kept.All,
        request.getStepsAfterSuccess(),
        request.getMaxSteps(),
        request.getBenchmark(),
        goals);
  }

  /** How many goals each task has, all of them having enough. */
  private static int requireGoals(CollectDemonstrationsRequest request, List<BenchmarkTask> tasks) {
    Goal first =
        Goal.newBuilder().setSeed(request.getSeed()).setBenchmark(request.getBenchmark()).build();
    tasks.forEach(task -> task.require("", first));
    int goals = tasks.getFirst().suite().goals(request.getBenchmark()).perTask();
    if (request.getPerTask() > goals) {
      String remedy = "%s has %d goals of a task; give at most as many";
      throw invalid(
          "per_task", request.getPerTask(), remedy.formatted(request.getBenchmark(), goals));
    }
    return goals;
  }

  private static void requireNoise(double noise) {
    if (!(noise >= 0 && noise <= MOST_NOISE)) { // so that NaN is refused too
      throw invalid("noise", noise, "give a standard deviation from 0 to " + MOST_NOISE);
    }
  }

  /** The index-th goal of each task. */
  Goal goal(int index) {
    return Goal.newBuilder().setSeed(seed).setIndex(index).setBenchmark(benchmark).build();
  }

  boolean keeps(Episode episode) {
    return kept == Kept.All || episode.success();
  }

  boolean cuts() {
    return stepsAfterSuccess != WHOLE_EPISODE;
  }
}
