package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.server.task.Refusals;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far one task of an order has come. Its episodes are taken in the order of their goals. */
final class TaskProgress {
  /**
   * The weakest scripted policy solves four goals in five; so many failures in a row happen to it
   * once in 10^17 tasks, and to a noise that drowns the policy soon.
   */
  static final int MOST_FAILURES_IN_A_ROW = 25;

  private final Order order;
  private final BenchmarkTask task;
  private final Map<Integer, Episode> finished = new HashMap<>();
  private int begun;
  private int running;
  private int kept;
  private int taken;
  private int sent;
  private int failuresInARow;

  /** Of the task at a position in an order. */
  TaskProgress(Order order, int position) {
    this.order = order;
    this.task = order.tasks().get(position);
    Order.Start start = order.starts().get(position);
    this.begun = start.goalIndex();
    this.taken = start.goalIndex();
    this.kept = start.episode();
    this.sent = start.episode();
  }

  BenchmarkTask task() {
    return task;
  }

  /**
   * Whether another goal must be tried. Never more than are needed: what runs is hoped to be kept,
   * and only a failure makes room for another, so the goals tried are the same in every run.
   */
  boolean needsAnother() {
    return running + kept < order.perTask() && begun < order.goalsPerTask();
  }

  boolean idle() {
    return running == 0;
  }

  boolean complete() {
    return sent == order.perTask();
  }

  int begin() {
    running++;
    return begun++;
  }

  void finish(int goalIndex, Episode episode) {
    running--;
    kept += order.keeps(episode) ? 1 : 0;
    finished.put(goalIndex, episode);
  }

  /** The next finished episode in the order of the goals, kept or not; null while it runs. */
  @Nullable Episode take() {
    if (taken == order.goalsPerTask()) {
      throw tooFewGoals();
    }
    Episode episode = finished.remove(taken);
    if (episode == null) {
      return null;
    }
    taken++;
    if (order.keeps(episode)) {
      failuresInARow = 0;
      episode.demonstration().setEpisode(sent++);
    } else if (++failuresInARow == MOST_FAILURES_IN_A_ROW) {
      throw tooManyFailures();
    }
    return episode;
  }

  private RuntimeException tooFewGoals() {
    return Refusals.unmeetable(
        ("the scripted policy of '%s' solved %d of the %d goals that %s has for seed %d, per_task is"
                + " %d: lower it, or ask for failed episodes too")
            .formatted(
                task.name(),
                sent,
                order.goalsPerTask(),
                order.benchmark(),
                order.seed(),
                order.perTask()));
  }

  private RuntimeException tooManyFailures() {
    return Refusals.unmeetable(
        ("the scripted policy of '%s' failed at %d goals in a row (seed %d, goals %d to %d) with"
                + " noise %s and max_steps %d: lower the noise, raise max_steps, or ask for failed"
                + " episodes too")
            .formatted(
                task.name(),
                failuresInARow,
                order.seed(),
                taken - failuresInARow,
                taken - 1,
                order.noise(),
                order.maxSteps()));
  }
}
