package dev.graft.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ContextWindow;
import dev.graft.api.Evaluation;
import dev.graft.api.GoalSet;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.statistics.SuccessRate;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.stop.StoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final List<Goal> GOALS =
      GoalList.of(new Evaluation(17, 3, GoalSet.Graft, 0, 20, 60, false, ContextWindow.Sliding));

  private final StopSignal stop = new StopSignal();
  private final List<Integer> progress = new ArrayList<>();

  @Test
  void neverEvaluatesOnADemonstratedGoal() {
    assertThat(GOALS).hasSize(17).doesNotHaveDuplicates().allMatch(goal -> goal.seed() < 0);
    assertThat(
            GoalList.of(
                new Evaluation(17, 4, GoalSet.Graft, 0, 20, 60, false, ContextWindow.Sliding)))
        .doesNotContainAnyElementsOf(GOALS);
  }

  @Test
  void neverValidatesOnADemonstratedOrAnEvaluatedGoal() {
    List<Long> seeds = List.of(0L, 1L, 2_147_483_647L);
    List<Goal> validated =
        seeds.stream().flatMap(seed -> GoalList.validation(evaluation(seed)).stream()).toList();
    List<Goal> evaluated =
        seeds.stream().flatMap(seed -> GoalList.of(evaluation(seed)).stream()).toList();

    assertThat(validated)
        .hasSize(60)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(evaluated)
        .allMatch(goal -> goal.seed() < 0);
  }

  private static Evaluation evaluation(long seed) {
    return new Evaluation(17, seed, GoalSet.Graft, 0, 20, 60, false, ContextWindow.Sliding);
  }

  @Test
  void goalsOfABenchmarkAreThoseOfItsSeed() {
    assertThat(
            GoalList.of(
                new Evaluation(2, 3, GoalSet.ML1_TEST, 0, 20, 60, false, ContextWindow.Sliding)))
        .containsExactly(new Goal(3, 0, "ML1-test"), new Goal(3, 1, "ML1-test"));
  }

  @Test
  void runsEveryGoalOnceInTheirOrder() {
    List<RecordedEpisode> episodes = evaluate(FakeSimulator.reliable(), 4);

    assertThat(episodes).extracting(e -> e.outcome().goal()).containsExactlyElementsOf(GOALS);
    assertThat(progress).isSorted().last().isEqualTo(17);
  }

  @Test
  void endsAnEpisodeAtItsFirstSuccessWhereThatIsAskedFor() {
    List<RecordedEpisode> episodes =
        evaluator(FakeSimulator.reliable(), 4, 60, EpisodeEnd.FIRST_SUCCESS)
            .run(FakeSimulator.expertPolicy(), GOALS);

    assertThat(episodes)
        .allSatisfy(
            e -> {
              assertThat(e.outcome().success()).isTrue();
              assertThat(e.outcome().steps()).isBetween(1, 30);
              assertThat(e.outcome().firstSuccess()).isEqualTo(e.outcome().steps());
              assertThat(e.actions()).hasSize(e.outcome().steps());
              assertThat(e.outcome().rewardSum()).isEqualTo(e.outcome().steps());
            });
    assertThat(RecordedEpisode.result(episodes).lastStepRate()).isEmpty();
  }

  @Test
  void goesOnAfterTheFirstSuccessAndTellsTheLastStep() {
    List<RecordedEpisode> episodes = evaluate(FakeSimulator.reliable(), 4);

    assertThat(episodes)
        .allSatisfy(
            e -> {
              assertThat(e.outcome().steps()).isEqualTo(60);
              assertThat(e.outcome().firstSuccess()).isBetween(1, 30);
              assertThat(e.actionsUntilSuccess())
                  .hasSize(Objects.requireNonNull(e.outcome().firstSuccess()));
            });
    assertThat(RecordedEpisode.result(episodes).lastStepRate()).contains(new SuccessRate(17, 17));
  }

  @Test
  void aPolicyThatLeavesTheGoalAgainSolvesItAtSomeStepButNotAtTheLast() {
    Policy passing = FakeSimulator.passingPolicy();
    EvaluationResult result =
        RecordedEpisode.result(
            evaluator(FakeSimulator.reliable(), 4, 60, EpisodeEnd.LAST_STEP).run(passing, GOALS));

    assertThat(result.successRate()).isEqualTo(new SuccessRate(17, 17));
    assertThat(result.lastStepRate()).contains(new SuccessRate(0, 17));
    assertThat(result.meanSteps()).isLessThan(30);
  }

  @Test
  void theFirstSuccessIsTheSameWhereverEpisodesEnd() {
    List<RecordedEpisode> whole = evaluate(FakeSimulator.reliable(), 4);
    List<RecordedEpisode> cut =
        evaluator(FakeSimulator.reliable(), 4, 60, EpisodeEnd.FIRST_SUCCESS)
            .run(FakeSimulator.expertPolicy(), GOALS);

    assertThat(whole)
        .extracting(e -> e.outcome().firstSuccess())
        .isEqualTo(cut.stream().map(e -> e.outcome().firstSuccess()).toList());
  }

  @Test
  void countsAnEpisodeAsFailedAfterItsLastStep() {
    Evaluator evaluator = evaluator(FakeSimulator.reliable(), 4, 2, EpisodeEnd.FIRST_SUCCESS);

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
            new Evaluator.Settings("MetaWorld", "reach-v3", 4, 60, EpisodeEnd.LAST_STEP),
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
    RecordedEpisode failed =
        new RecordedEpisode(new EpisodeOutcome(goal, null, false, 1, 0), List.of());
    RecordedEpisode solved =
        new RecordedEpisode(new EpisodeOutcome(goal, 2, true, 2, 0), List.of());

    assertThat(RecordedEpisode.mostTelling(List.of(failed, solved, failed))).isSameAs(solved);
    assertThat(RecordedEpisode.mostTelling(List.of(failed))).isSameAs(failed);
    assertThat(RecordedEpisode.failure(List.of(solved, failed))).containsSame(failed);
    assertThat(RecordedEpisode.failure(List.of(solved))).isEmpty();
    assertThat(RecordedEpisode.failure(List.of(failed))).isEmpty();
  }

  private List<RecordedEpisode> evaluate(Simulator simulator, int environments) {
    return evaluator(simulator, environments, 60, EpisodeEnd.LAST_STEP)
        .run(FakeSimulator.expertPolicy(), GOALS);
  }

  private Evaluator evaluator(Simulator simulator, int environments, int maxSteps, EpisodeEnd end) {
    return new Evaluator(
        () -> simulator,
        new Evaluator.Settings("MetaWorld", "reach-v3", environments, maxSteps, end),
        stop,
        done -> progress.add(done.size()));
  }
}
