package dev.graft.simulator.server.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.simulator.server.FakeSuite;
import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.server.task.Catalogue;
import dev.graft.simulator.v1.Demonstration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScheduleTest {
  private static Order order(int perTask, String... tasks) {
    return order(perTask, Collections.nCopies(tasks.length, Order.Start.FIRST), tasks);
  }

  private static Order order(int perTask, List<Order.Start> starts, String... tasks) {
    return new Order(
        new Catalogue(List.of(new FakeSuite())).tasks("", FakeSuite.NAME, List.of(tasks)),
        perTask,
        7,
        0,
        Order.Kept.Successful,
        -1,
        FakeSuite.HORIZON,
        "",
        Integer.MAX_VALUE,
        starts);
  }

  private static Episode episode(Attempt attempt, boolean success) {
    Demonstration.Builder demonstration = Demonstration.newBuilder();
    demonstration.setTask(attempt.task().name()).getGoalBuilder().setIndex(attempt.goalIndex());
    return new Episode(demonstration, success);
  }

  /** Which goals succeed: a fixed, irregular half. */
  private static boolean succeeds(Attempt attempt) {
    return new Random(31L * attempt.task().name().length() + attempt.goalIndex()).nextInt(100) < 50;
  }

  private static String named(String task, int goal) {
    return task + " " + goal;
  }

  /** Runs an order with attempts that end in random order; returns what was tried and sent. */
  private static List<List<String>> run(Order order, int window, long shuffle) {
    Random random = new Random(shuffle);
    Schedule schedule = new Schedule(order, window);
    List<Attempt> running = new ArrayList<>();
    List<String> tried = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    while (!schedule.complete()) {
      for (Attempt next; (next = schedule.next(task -> random.nextBoolean())) != null; ) {
        running.add(next);
        tried.add(named(next.task().name(), next.goalIndex()));
      }
      assertThat(running).as("something runs or can be sent").isNotEmpty();
      Attempt ended = running.remove(random.nextInt(running.size()));
      schedule.finish(ended, episode(ended, succeeds(ended)));
      for (Demonstration next; (next = schedule.nextToSend(order)) != null; ) {
        sent.add(named(next.getTask(), next.getGoal().getIndex()));
      }
    }
    tried.sort(null);
    return List.of(tried, sent);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 100})
  void triesAndSendsTheSameGoalsWhateverEndsFirstAndHoweverSmallTheWindow(int window) {
    Order order = order(4, "solved-at-3", "solved-at-5", "every-third-fails", "hopeless");
    List<List<String>> expected = run(order, 1, 0);
    for (int shuffle = 1; shuffle <= 200; shuffle++) {
      assertThat(run(order, window, shuffle)).isEqualTo(expected);
    }
  }

  @Test
  void goesOnAfterAnyEpisodeAsIfItHadNotBeenInterrupted() {
    List<String> sent = run(order(4, "solved-at-3", "hopeless"), 3, 0).getLast();
    assertThat(sent).hasSize(8);
    for (int received = 1; received < 4; received++) {
      int goal = Integer.parseInt(sent.get(received - 1).split(" ")[1]) + 1;
      List<Order.Start> starts = List.of(new Order.Start(received, goal), Order.Start.FIRST);
      Order rest = order(4, starts, "solved-at-3", "hopeless");
      assertThat(run(rest, 3, 1).getLast()).isEqualTo(sent.subList(received, 8));
    }
  }

  @Test
  void numbersTheEpisodesFromWhereATaskBegins() {
    Order order = order(3, List.of(new Order.Start(2, 7)), "solved-at-3");
    Schedule schedule = new Schedule(order, 1);
    Attempt last = Objects.requireNonNull(schedule.next(task -> true));
    assertThat(last.goalIndex()).isEqualTo(7);
    schedule.finish(last, episode(last, true));
    assertThat(schedule.nextToSend(order)).extracting(Demonstration::getEpisode).isEqualTo(2);
    assertThat(schedule.complete()).isTrue();
  }

  @Test
  void triesNoMoreGoalsThanAreNeeded() {
    Order order = order(3, "solved-at-3");
    Schedule schedule = new Schedule(order, 100);
    for (int i = 0; i < 3; i++) {
      assertThat(schedule.next(task -> false)).isNotNull();
    }
    assertThat(schedule.next(task -> false)).isNull();
  }

  @Test
  void prefersATaskWhoseEnvironmentIsAtHandThenOneNobodyWorksOn() {
    Schedule schedule = new Schedule(order(9, "solved-at-3", "solved-at-5", "hopeless"), 100);
    Predicate<BenchmarkTask> fiveAtHand = task -> task.name().equals("solved-at-5");
    assertThat(schedule.next(fiveAtHand)).extracting(Attempt::position).isEqualTo(1);
    assertThat(schedule.next(task -> false)).extracting(Attempt::position).isEqualTo(0);
    assertThat(schedule.next(task -> false)).extracting(Attempt::position).isEqualTo(2);
    assertThat(schedule.next(task -> false)).extracting(Attempt::position).isEqualTo(0);
  }
}
