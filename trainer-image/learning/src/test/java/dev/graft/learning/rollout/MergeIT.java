package dev.graft.learning.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.BottleneckMethod;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Backbone;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergeIT {
  /** Actions below 1, single precision; a merged weight is rounded once more. */
  private static final float ROUNDING = 1e-5f;

  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, Toys.demonstrations(4, 9));

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  static Stream<AdapterMethod> mergeable() {
    return Toys.METHODS.stream()
        .filter(method -> !(method instanceof BottleneckMethod || method instanceof Fusion));
  }

  @ParameterizedTest
  @MethodSource("mergeable")
  void aMergedBackboneActsAsTheAdapterDoes(AdapterMethod method) {
    Adapter adapter = Toys.far(method, BACKBONE);
    Backbone merged = adapter.merge(BACKBONE);
    int steps = 2 * Toys.SMALL.context();

    float[] expected = actions(BACKBONE, adapter, steps);

    assertThat(actions(merged, Adapter.none(merged), steps))
        .containsExactly(expected, Assertions.within(ROUNDING));
    assertThat(actions(BACKBONE, Adapter.none(BACKBONE), steps))
        .usingComparatorWithPrecision(1e-2f)
        .isNotEqualTo(expected);
  }

  private static float[] actions(Backbone backbone, Adapter adapter, int steps) {
    int dim = Toys.SMALL.actionDim();
    float[] actions = new float[steps * dim];
    SplittableRandom random = new SplittableRandom(4);
    try (PolicyController controller =
        PolicyController.open(backbone, adapter, GoalVisibility.VISIBLE, 1, WindowMode.EXACT)) {
      for (int step = 0; step < steps; step++) {
        float[] state = Toys.normals(random, Toys.SMALL.stateDim());
        System.arraycopy(controller.act(new int[] {0}, state), 0, actions, step * dim, dim);
      }
    }
    return actions;
  }
}
