package dev.graft.learning.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.StateReader;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.PolicyNetwork;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.policy.PolicyScripts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyControllerIT {
  /** Actions below 1, single precision, sums of at most 64 terms in another order. */
  private static final float ROUNDING = 2e-6f;

  private static final Gpt2Architecture A = Toys.SMALL;
  private static final Backbone BACKBONE = Toys.backbone(A, Toys.demonstrations(4, 9));
  private static final Adapter ADAPTER = Toys.far(new Houlsby(4, 0), BACKBONE);

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  static Stream<Arguments> methodsAndModes() {
    return Toys.METHODS.stream()
        .flatMap(m -> Stream.of(WindowMode.values()).map(mode -> Arguments.of(m, mode)));
  }

  @ParameterizedTest
  @MethodSource("methodsAndModes")
  void actsAsTheWholeNetworkOnTheWindow(AdapterMethod method, WindowMode mode) {
    int steps = 4 * A.context();
    Adapter adapter = Toys.far(method, BACKBONE);
    try (PolicyController controller = open(adapter, 1, mode);
        PolicyNetwork network = network(adapter)) {
      Recorder episode = new Recorder(controller, 0);
      int first = 0;
      for (int t = 0; t < steps; t++) {
        if (t - first == A.context()) {
          first = mode == WindowMode.EXACT ? first + 1 : t + 1 - A.context() / 2;
        }
        episode.step();
        assertThat(episode.action(t))
            .as("step %s, window from %s", t, first)
            .containsExactly(episode.expected(network, first, t), within());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anMlpActsOnEachStateAlone(WindowMode mode) {
    Backbone backbone = Toys.backbone(Toys.MLP, Toys.demonstrations(4, 9));
    Adapter head = Toys.far(new ActionHead(), backbone);
    SplittableRandom random = new SplittableRandom(1);
    try (PolicyController many =
            PolicyController.open(backbone, head, GoalVisibility.VISIBLE, 3, mode);
        PolicyController one =
            PolicyController.open(backbone, head, GoalVisibility.VISIBLE, 1, mode)) {
      for (int t = 0; t < 8; t++) {
        float[] states = Toys.normals(random, 3 * Toys.MLP.stateDim());
        float[] actions = many.act(new int[] {2, 0, 1}, states);
        for (int row = 0; row < 3; row++) {
          assertThat(one.act(new int[] {0}, row(states, row, Toys.MLP.stateDim())))
              .containsExactly(row(actions, row, Toys.MLP.actionDim()), within());
        }
      }
    }
  }

  @Test
  void keepsEnvironmentsApartThatStandAtDifferentSteps() {
    try (PolicyController together = open(ADAPTER, 3, WindowMode.EXACT);
        PolicyController alone = open(ADAPTER, 1, WindowMode.EXACT)) {
      SplittableRandom random = new SplittableRandom(1);
      List<float[]> states = new ArrayList<>();
      List<float[]> actions = new ArrayList<>();
      for (int t = 0; t < 3 * A.context(); t++) {
        // Environment 2 leads, 0 joins every other time, 1 begins anew now and then.
        int[] acting = t % 2 == 0 ? new int[] {2, 0, 1} : new int[] {1, 2};
        if (t % 5 == 4) {
          together.start(new int[] {1});
        }
        float[] rows = Toys.normals(random, acting.length * A.stateDim());
        float[] answers = together.act(acting, rows);
        int row = t % 2 == 0 ? 0 : 1;
        states.add(row(rows, row, A.stateDim()));
        actions.add(row(answers, row, A.actionDim()));
      }

      for (int t = 0; t < states.size(); t++) {
        assertThat(alone.act(new int[] {0}, states.get(t)))
            .as("step %s", t)
            .containsExactly(actions.get(t), within());
      }
    }
  }

  @Test
  void forgetsTheEpisodeWhenANewOneStarts() {
    try (PolicyController used = open(ADAPTER, 2, WindowMode.EXACT)) {
      Recorder first = new Recorder(used, 1);
      for (int t = 0; t < A.context() + 2; t++) {
        first.step();
      }
      used.start(new int[] {1});
      Recorder second = new Recorder(used, 1);
      for (int t = 0; t < A.context() + 2; t++) {
        second.step();
        assertThat(second.action(t)).isEqualTo(first.action(t));
      }
    }
  }

  static List<AdapterMethod> identities() {
    return Toys.identities();
  }

  @ParameterizedTest
  @MethodSource("identities")
  void anUntrainedAdapterActsBitForBitAsTheBackbone(AdapterMethod method) {
    Adapter untrained = Adapter.initialise(method, HeadTraining.FROZEN, BACKBONE, 1);
    try (PolicyController plain = open(Adapter.none(BACKBONE), 1, WindowMode.EXACT);
        PolicyController adapted = open(untrained, 1, WindowMode.EXACT);
        PolicyController trained = open(ADAPTER, 1, WindowMode.EXACT)) {
      Recorder a = new Recorder(plain, 0);
      Recorder b = new Recorder(adapted, 0);
      Recorder c = new Recorder(trained, 0);
      for (int t = 0; t < 2 * A.context(); t++) {
        a.step();
        b.step();
        c.step();
        assertThat(b.action(t)).isEqualTo(a.action(t));
        assertThat(c.action(t)).isNotEqualTo(a.action(t));
      }
    }
  }

  @Test
  void aMaskedGoalDoesNotMatter() {
    float[] near = {1, 2, 3, 4, 5};
    float[] far = {1, 2, 3, -4, 0};
    assertThat(firstAction(GoalVisibility.MASKED, near))
        .isEqualTo(firstAction(GoalVisibility.MASKED, far));
    assertThat(firstAction(GoalVisibility.VISIBLE, near))
        .isNotEqualTo(firstAction(GoalVisibility.VISIBLE, far));
  }

  @Test
  void goesOnAfterTheLastTimestepThatHasAnEmbedding() {
    try (PolicyController controller = open(ADAPTER, 1, WindowMode.EXACT)) {
      Recorder episode = new Recorder(controller, 0);
      for (int t = 0; t < A.maxTimesteps() + 3; t++) {
        episode.step();
        assertThat(episode.action(t)).doesNotContain(Float.NaN);
      }
    }
  }

  @Test
  void holdsNoMoreNativeArraysAfterManySteps() {
    try (PolicyController controller = open(ADAPTER, 1, WindowMode.BLOCKWISE)) {
      Recorder episode = new Recorder(controller, 0);
      episode.step();
      int before = controller.residentArrays();
      for (int t = 0; t < 2 * A.context(); t++) {
        episode.step();
      }

      assertThat(controller.residentArrays()).isEqualTo(before);
    }
  }

  @Test
  void refusesWrongArgumentsAndSaysWhy() {
    try (PolicyController controller = open(ADAPTER, 2, WindowMode.EXACT)) {
      assertThatThrownBy(() -> controller.act(new int[] {2}, new float[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("environment 2 is not in [0, 2)");
      assertThatThrownBy(() -> controller.act(new int[] {1, 1}, new float[10]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("twice");
      assertThatThrownBy(() -> controller.act(new int[] {1}, new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("5 each are needed");
    }
  }

  /** An episode of random states, and what the policy answered. */
  private static final class Recorder {
    private final PolicyController controller;
    private final int environment;
    private final SplittableRandom random = new SplittableRandom(3);
    private final List<float[]> states = new ArrayList<>();
    private final List<float[]> actions = new ArrayList<>();

    Recorder(PolicyController controller, int environment) {
      this.controller = controller;
      this.environment = environment;
    }

    void step() {
      float[] state = Toys.normals(random, A.stateDim());
      states.add(state);
      actions.add(controller.act(new int[] {environment}, state));
    }

    float[] action(int step) {
      return actions.get(step);
    }

    /** The whole network's last action on the window of steps first to last. */
    float[] expected(PolicyNetwork network, int first, int last) {
      int length = last + 1 - first;
      float[] windowStates = new float[length * A.stateDim()];
      float[] windowActions = new float[length * A.actionDim()];
      long[] timesteps = new long[length];
      StateReader reader =
          new StateReader(BACKBONE.statistics(), BACKBONE.goal(), GoalVisibility.VISIBLE);
      for (int i = 0; i < length; i++) {
        float[] state = reader.read(states.get(first + i));
        System.arraycopy(state, 0, windowStates, i * A.stateDim(), A.stateDim());
        if (first + i < last) {
          float[] action = actions.get(first + i);
          System.arraycopy(action, 0, windowActions, i * A.actionDim(), A.actionDim());
        }
        timesteps[i] = Math.min(first + i, A.maxTimesteps() - 1);
      }
      float[] answers =
          network.predict(
              new WindowBatch(
                  1,
                  length,
                  windowStates,
                  windowActions,
                  timesteps,
                  windowActions,
                  new float[length]));
      return row(answers, length - 1, A.actionDim());
    }
  }

  private static float[] firstAction(GoalVisibility goal, float[] state) {
    try (PolicyController controller =
        PolicyController.open(BACKBONE, ADAPTER, goal, 1, WindowMode.EXACT)) {
      return controller.act(new int[] {0}, state);
    }
  }

  private static PolicyController open(Adapter adapter, int environments, WindowMode mode) {
    return PolicyController.open(BACKBONE, adapter, GoalVisibility.VISIBLE, environments, mode);
  }

  private static PolicyNetwork network(Adapter adapter) {
    PolicyPlan plan = adapter.plan(BACKBONE);
    return new PolicyNetwork(plan, adapter.values(BACKBONE), List.of(PolicyScripts.predict(plan)));
  }

  private static float[] row(float[] rows, int row, int width) {
    return Arrays.copyOfRange(rows, row * width, (row + 1) * width);
  }

  private static Offset<Float> within() {
    return Assertions.within(ROUNDING);
  }
}
