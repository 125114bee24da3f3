package dev.graft.simulator.server.demonstration;

import static dev.graft.simulator.server.task.Refusals.invalid;
import static dev.graft.simulator.server.task.Refusals.requireWithin;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Goal;
import dev.graft.simulator.v1.TaskStart;
import java.util.Collections;
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
 * @param starts where each task begins
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
    int goalsPerTask,
    List<Start> starts) {

  /**
   * Where a task begins.
   *
   * @param episode kept ones that were sent before
   * @param goalIndex the first goal to try
   */
  record Start(int episode, int goalIndex) {
    /** The beginning. */
    static final Start FIRST = new Start(0, 0);
  }

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
        goals,
        starts(request));
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

  private static List<Start> starts(CollectDemonstrationsRequest request) {
    int count = request.getStartsCount();
    if (count == 0) {
      return Collections.nCopies(request.getTasksCount(), Start.FIRST);
    }
    if (count != request.getTasksCount()) {
      throw invalid("starts count", count, "give none, or one for each of the tasks");
    }
    for (int i = 0; i < count; i++) {
      requireStart("starts[" + i + "]", request.getStarts(i), request.getPerTask());
    }
    return request.getStartsList().stream()
        .map(start -> new Start(start.getEpisode(), start.getGoalIndex()))
        .toList();
  }

  private static void requireStart(String field, TaskStart start, int perTask) {
    requireWithin(field + ".episode", start.getEpisode(), 0, perTask - 1);
    int most = start.getEpisode() * TaskProgress.MOST_FAILURES_IN_A_ROW;
    requireWithin(field + ".goal_index", start.getGoalIndex(), start.getEpisode(), most);
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
