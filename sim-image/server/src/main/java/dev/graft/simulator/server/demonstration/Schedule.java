package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.v1.Demonstration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which goal to try next, and which episode to send next. A window bounds the episodes that run or
 * wait to be sent; its last place belongs to the earliest task that needs another goal, so that
 * later tasks cannot fill it and wait for that one for ever. Not thread-safe.
 */
final class Schedule {
  private final List<TaskProgress> tasks;
  private final int window;
  private int outstanding;
  private int sending;

  /**
   * Of an order.
   *
   * @param window episodes that may run or wait, at least one
   */
  Schedule(Order order, int window) {
    this.tasks =
        IntStream.range(0, order.tasks().size())
            .mapToObj(position -> new TaskProgress(order, position))
            .toList();
    this.window = window;
  }

  /**
   * The next goal to try, or null while there is none to try or no room for its episode. Opening an
   * environment costs more than an episode, so a task whose environment is at hand comes first,
   * then one that nobody works on, then the earliest.
   */
  @Nullable Attempt next(Predicate<BenchmarkTask> atHand) {
    if (outstanding == window) {
      return null;
    }
    ToIntFunction<TaskProgress> rank = task -> atHand.test(task.task()) ? 0 : task.idle() ? 1 : 2;
    int position = outstanding == window - 1 ? first(task -> 0) : first(rank);
    return position < 0 ? null : begin(position);
  }

  /** The lowest rank among the tasks that need another goal, the earliest of equals; or -1. */
  private int first(ToIntFunction<TaskProgress> rank) {
    return IntStream.range(sending, tasks.size())
        .filter(position -> tasks.get(position).needsAnother())
        .boxed()
        .min(Comparator.comparingInt(at -> rank.applyAsInt(tasks.get(at))))
        .orElse(-1);
  }

  private Attempt begin(int position) {
    outstanding++;
    TaskProgress progress = tasks.get(position);
    return new Attempt(position, progress.task(), progress.begin());
  }

  /** Takes the result of an attempt. */
  void finish(Attempt attempt, Episode episode) {
    tasks.get(attempt.position()).finish(attempt.goalIndex(), episode);
  }

  /**
   * The next episode to send by (task, episode), or null while it is not there.
   *
   * @throws io.grpc.StatusRuntimeException when a policy fails too often
   */
  @Nullable Demonstration nextToSend(Order order) {
    while (!complete()) {
      TaskProgress task = tasks.get(sending);
      Episode episode = task.take();
      if (episode == null) {
        return null;
      }
      outstanding--;
      sending += task.complete() ? 1 : 0;
      if (order.keeps(episode)) {
        return episode.demonstration().build();
      }
    }
    return null;
  }

  /** Whether every episode has been sent. */
  boolean complete() {
    return sending == tasks.size();
  }
}
