package dev.graft.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Evaluation;
import dev.graft.api.GoalSet;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.stop.StoppedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final List<Goal> GOALS = GoalList.of(new Evaluation(17, 3, GoalSet.Graft, 0, 60));

  private final StopSignal stop = new StopSignal();
  private final List<Integer> progress = new ArrayList<>();

  @Test
  void neverEvaluatesOnADemonstratedGoal() {
    assertThat(GOALS).hasSize(17).doesNotHaveDuplicates().allMatch(goal -> goal.seed() < 0);
    assertThat(GoalList.of(new Evaluation(17, 4, GoalSet.Graft, 0, 60)))
        .doesNotContainAnyElementsOf(GOALS);
  }

  @Test
  void goalsOfABenchmarkAreThoseOfItsSeed() {
    assertThat(GoalList.of(new Evaluation(2, 3, GoalSet.ML1_TEST, 0, 60)))
        .containsExactly(new Goal(3, 0, "ML1-test"), new Goal(3, 1, "ML1-test"));
  }

  @Test
  void runsEveryGoalOnceInTheirOrder() {
    List<RecordedEpisode> episodes = evaluate(FakeSimulator.reliable(), 4);

    assertThat(episodes).extracting(e -> e.outcome().goal()).containsExactlyElementsOf(GOALS);
    assertThat(progress).isSorted().last().isEqualTo(17);
  }

  @Test
  void endsAnEpisodeAtItsFirstSuccess() {
    List<RecordedEpisode> episodes = evaluate(FakeSimulator.reliable(), 4);

    assertThat(episodes)
        .allSatisfy(
            e -> {
              assertThat(e.outcome().success()).isTrue();
              assertThat(e.outcome().steps()).isBetween(1, 30);
              assertThat(e.actions()).hasSize(e.outcome().steps());
              assertThat(e.outcome().rewardSum()).isEqualTo(e.outcome().steps());
            });
  }

  @Test
  void countsAnEpisodeAsFailedAfterItsLastStep() {
    Evaluator evaluator = evaluator(FakeSimulator.reliable(), 4, 2);

    List<RecordedEpisode> episodes = evaluator.run(FakeSimulator.expertPolicy(), GOALS);

    assertThat(episodes).allMatch(e -> e.outcome().steps() <= 2);
    assertThat(RecordedEpisode.result(episodes).successRate().successes()).isLessThan(17);
  }

  @Test
  void doesNotDependOnTheNumberOfEnvironments() {
    EvaluationResult one = RecordedEpisode.result(evaluate(FakeSimulator.reliable(), 1));
    EvaluationResult many = RecordedEpisode.result(evaluate(FakeSimulator.reliable(), 20));

    assertThat(many).isEqualTo(one);
  }

  @Test
  void makesDoWithTheRoomOfTheSimulator() {
    assertThat(evaluate(FakeSimulator.withRoomFor(3), 20)).hasSize(17);
  }

  @Test
  void waitsWhileTheSimulatorIsFullOfOtherSessions() {
    FakeSimulator simulator = FakeSimulator.fullAtFirst(1);

    assertThat(evaluate(simulator, 4)).hasSize(17);
    assertThat(simulator.opened()).isEqualTo(1);
  }

  @Test
  void leavesWhileItWaitsForRoomWhenAsked() {
    FakeSimulator full = FakeSimulator.fullAtFirst(Integer.MAX_VALUE);
    stop.request();

    assertThatThrownBy(() -> evaluate(full, 4)).isInstanceOf(StoppedException.class);
  }

  @Test
  void beginsUnfinishedEpisodesAnewWhenTheSimulatorIsLost() {
    FakeSimulator simulator = FakeSimulator.lostAfter(15);

    EvaluationResult result = RecordedEpisode.result(evaluate(simulator, 4));

    assertThat(simulator.opened()).isEqualTo(2);
    assertThat(result).isEqualTo(RecordedEpisode.result(evaluate(FakeSimulator.reliable(), 4)));
  }

  @Test
  void givesUpWhenEverySimulatorIsLost() {
    Evaluator evaluator =
        new Evaluator(
            () -> FakeSimulator.lostAfter(0),
            new Evaluator.Settings("MetaWorld", "reach-v3", 4, 60),
            stop,
            done -> {});

    assertThatThrownBy(() -> evaluator.run(FakeSimulator.expertPolicy(), GOALS))
        .isInstanceOf(SimulatorException.class)
        .hasMessage("the fake was lost");
  }

  @Test
  void leavesBetweenTwoStepsWhenAsked() {
    stop.request();

    assertThatThrownBy(() -> evaluate(FakeSimulator.reliable(), 4))
        .isInstanceOf(StoppedException.class);
  }

  @Test
  void filmsTheFirstSuccess() {
    Goal goal = new Goal(-1, 0);
    RecordedEpisode failed = new RecordedEpisode(new EpisodeOutcome(goal, false, 1, 0), List.of());
    RecordedEpisode solved = new RecordedEpisode(new EpisodeOutcome(goal, true, 2, 0), List.of());

    assertThat(RecordedEpisode.mostTelling(List.of(failed, solved, failed))).isSameAs(solved);
    assertThat(RecordedEpisode.mostTelling(List.of(failed))).isSameAs(failed);
  }

  private List<RecordedEpisode> evaluate(Simulator simulator, int environments) {
    return evaluator(simulator, environments, 60).run(FakeSimulator.expertPolicy(), GOALS);
  }

  private Evaluator evaluator(Simulator simulator, int environments, int maxSteps) {
    return new Evaluator(
        () -> simulator,
        new Evaluator.Settings("MetaWorld", "reach-v3", environments, maxSteps),
        stop,
        done -> progress.add(done.size()));
  }
}
