package dev.graft.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.GoalSet;
import dev.graft.api.MetaWorldSplit;
import dev.graft.api.MetaWorldTasks;
import dev.graft.suites.Goals;
import dev.graft.suites.RefusedGoalException;
import dev.graft.suites.Suite;
import dev.graft.suites.TaskInfo;
import dev.graft.suites.metaworld.MetaWorld;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What manifests may name is what the simulator has: the two do not know each other. */
final class SplitsTest {
  private static final Suite SUITE = new MetaWorld();

  @Test
  void manifestsAndSimulatorHaveTheSameTasksInTheSameOrder() {
    assertThat(SUITE.tasks()).extracting(TaskInfo::name).isEqualTo(MetaWorldTasks.NAMES);
  }

  @Test
  void manifestsAndSimulatorHaveTheSameSplits() {
    assertThat(SUITE.splits())
        .containsExactlyInAnyOrderEntriesOf(
            Arrays.stream(MetaWorldSplit.values())
                .collect(Collectors.toMap(MetaWorldSplit::label, MetaWorldSplit::tasks)));
  }

  @ParameterizedTest
  @EnumSource
  void theSimulatorHasGoalsForExactlyTheTasksThatManifestsMayAskThemFor(GoalSet set) {
    Goals goals = SUITE.goals(set.benchmark());
    for (String task : MetaWorldTasks.NAMES) {
      if (set.tasks().contains(task)) {
        assertThat(goals.randomVector(task, 0, 49)).isNotEmpty();
      } else {
        assertThatThrownBy(() -> goals.require(task, 0, 0))
            .isInstanceOf(RefusedGoalException.class);
      }
    }
  }
}
