package dev.graft.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.simulator.client.Goal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferencePoliciesTest {
  private static final Goal FIRST = new Goal(-1, 0);
  private static final Goal SECOND = new Goal(-1, 1);

  @Test
  void randomActionsOfAGoalDoNotDependOnTheEnvironmentOrTheBatch() {
    RandomPolicy alone = new RandomPolicy(4);
    alone.start(new int[] {7}, List.of(SECOND));
    RandomPolicy batch = new RandomPolicy(4);
    batch.start(new int[] {0, 1}, List.of(FIRST, SECOND));

    for (int step = 0; step < 5; step++) {
      float[] both = batch.act(new int[] {0, 1}, new float[0]);
      assertThat(alone.act(new int[] {7}, new float[0])).isEqualTo(Arrays.copyOfRange(both, 4, 8));
    }
  }

  @Test
  void randomActionsDifferFromStepToStepAndFromGoalToGoal() {
    RandomPolicy policy = new RandomPolicy(4);
    policy.start(new int[] {0, 1}, List.of(FIRST, SECOND));
    float[] step = policy.act(new int[] {0, 1}, new float[0]);
    float[] next = policy.act(new int[] {0, 1}, new float[0]);

    assertThat(step).isNotEqualTo(next);
    assertThat(Arrays.copyOf(step, 4)).isNotEqualTo(Arrays.copyOfRange(step, 4, 8));
  }

  @Test
  void randomActionsAreUniform() {
    RandomPolicy policy = new RandomPolicy(1);
    int[] quarters = new int[4];
    for (int index = 0; index < 400; index++) {
      policy.start(new int[] {0}, List.of(new Goal(-1, index)));
      for (int step = 0; step < 10; step++) {
        float action = policy.act(new int[] {0}, new float[0])[0];
        assertThat(action).isBetween(-1f, 1f);
        quarters[(int) Math.min(3, 2 * (action + 1))]++;
      }
    }

    // 1,000 expected in each; five standard deviations are 137.
    for (int quarter : quarters) {
      assertThat(quarter).isBetween(863, 1137);
    }
  }

  @Test
  void replaysTheEpisodeOfEachGoalFromItsStart() {
    ReplayPolicy policy =
        new ReplayPolicy(2, Map.of(FIRST, new float[] {1, 2, 3, 4}, SECOND, new float[] {5, 6}));
    policy.start(new int[] {0, 3}, List.of(SECOND, FIRST));

    assertThat(policy.act(new int[] {0, 3}, new float[0])).containsExactly(5, 6, 1, 2);
    assertThat(policy.act(new int[] {3}, new float[0])).containsExactly(3, 4);
    policy.start(new int[] {3}, List.of(FIRST));
    assertThat(policy.act(new int[] {3}, new float[0])).containsExactly(1, 2);
  }

  @Test
  void refusesToReplayWhatWasNotRecorded() {
    ReplayPolicy policy = new ReplayPolicy(2, Map.of(FIRST, new float[] {1, 2}));
    policy.start(new int[] {0}, List.of(FIRST));
    policy.act(new int[] {0}, new float[0]);

    assertThatThrownBy(() -> policy.act(new int[] {0}, new float[0]))
        .hasMessageContaining("step 2");
    assertThatThrownBy(() -> policy.start(new int[] {0}, List.of(SECOND)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
