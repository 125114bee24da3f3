package dev.graft.learning.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StateStatisticsTest {
  /** Sums in double precision, results in single. */
  private static final float ROUNDING = 1e-6f;

  private static final StateStatistics STATISTICS =
      StateStatistics.of(
          new TrajectoryDataset(
              List.of(
                  new Trajectory("a", 0, new float[] {1, 7, 3, 7}, new float[] {0, 0}, 2),
                  new Trajectory("b", 0, new float[] {5, 7}, new float[] {0}, 1))));

  @Test
  void areTheMeanAndPopulationDeviationOfAllSteps() {
    assertThat(STATISTICS.mean()).containsExactly(3f, 7f);
    assertThat(STATISTICS.deviation()[0]).isCloseTo((float) Math.sqrt(8 / 3.0), within(ROUNDING));
  }

  @Test
  void floorTheDeviationOfWhatStandsStill() {
    assertThat(STATISTICS.deviation()[1]).isEqualTo(StateStatistics.DEVIATION_FLOOR);
  }

  @Test
  void clampFarStates() {
    float[] read = STATISTICS.standardise(new float[] {1000, 6}, NO_GOAL, GoalVisibility.VISIBLE);

    assertThat(read).containsExactly(5f, -5f);
  }

  @Test
  void maskTheGoalAfterStandardising() {
    GoalRange goal = new GoalRange(1, 2);
    float[] states = {3, 9, 3, 9};

    assertThat(STATISTICS.standardise(states, goal, GoalVisibility.MASKED))
        .containsExactly(0, 0, 0, 0);
    assertThat(STATISTICS.standardise(states, goal, GoalVisibility.VISIBLE))
        .containsExactly(0, 5, 0, 5);
    assertThat(states).containsExactly(3, 9, 3, 9);
  }

  private static final GoalRange NO_GOAL = new GoalRange(0, 0);
}
