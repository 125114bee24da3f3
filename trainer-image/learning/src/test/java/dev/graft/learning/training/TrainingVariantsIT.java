package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.ActionDeviation;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.training.RestoredCheckpoint.Exactness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions of each loss, network and part of a batch. */
class TrainingVariantsIT {
  private static final TrajectoryDataset DATASET = Toys.demonstrations(6, 9);
  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, DATASET);
  private static final int STEPS = 16; // more than two epochs of seven batches

  @TempDir Path folder;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  /** Each part of a batch has dropout of its own. */
  @ParameterizedTest
  @MethodSource("variants")
  void resumesEveryLossArchitectureAndPartOfABatchBitForBit(Variant variant) throws IOException {
    String undisturbed;
    try (TrainingSession session = variant.pretrain()) {
      undisturbed = finish(session).digest();
    }
    try (TrainingSession first = variant.pretrain()) {
      first.step();
      first.saveCheckpoint(folder);
      first.step();
    }

    try (TrainingSession second = variant.pretrain()) {
      assertThat(second.restore(folder)).contains(new RestoredCheckpoint(1, Exactness.EXACT));
      assertThat(finish(second).digest()).isEqualTo(undisturbed);
    }
  }

  /** A way to pretrain. */
  record Variant(Architecture architecture, Loss loss, int microBatchSize) {
    TrainingSession pretrain() {
      return TrainingSession.pretrain(
          Toys.backbone(architecture, DATASET),
          DATASET,
          GoalVisibility.MASKED,
          settings(STEPS, loss, microBatchSize));
    }
  }

  static List<Variant> variants() {
    return List.of(
        new Variant(Toys.SMALL, Loss.MSE, 3),
        new Variant(Toys.SMALL, Loss.GAUSSIAN_NLL, 8),
        new Variant(Toys.MLP, Loss.MSE, 8),
        new Variant(Toys.MLP, Loss.GAUSSIAN_NLL, 2));
  }

  private static TrainingSettings settings(long steps, Loss loss, int microBatchSize) {
    TrainingSettings s = Toys.settings(steps, Precision.FP32);
    return new TrainingSettings(
        s.length(),
        s.batchSize(),
        s.learningRate(),
        s.warmupSteps(),
        s.schedule(),
        s.weightDecay(),
        s.gradientClipNorm(),
        0,
        s.precision(),
        loss,
        microBatchSize,
        s.seed());
  }

  @Test
  void microBatchesChangeNothingButRoundings() {
    Backbone backbone = Toys.backbone(Toys.withoutDropout(Toys.SMALL), DATASET);
    List<Double> losses = new ArrayList<>();
    for (int size : List.of(8, 3)) {
      try (TrainingSession session =
          TrainingSession.pretrain(
              backbone, DATASET, GoalVisibility.MASKED, settings(STEPS, Loss.MSE, size))) {
        while (!session.finished()) {
          losses.add(session.step().loss());
        }
      }
    }

    for (int step = 0; step < STEPS; step++) {
      assertThat(losses.get(STEPS + step)).isCloseTo(losses.get(step), withinPercentage(0.1));
    }
  }

  @Test
  void learnsTheDeviationOfTheActions() {
    try (TrainingSession session =
        TrainingSession.pretrain(
            Toys.backbone(Toys.withoutDropout(Toys.SMALL), DATASET),
            DATASET,
            GoalVisibility.VISIBLE,
            settings(300, Loss.GAUSSIAN_NLL, 8))) {
      double first = session.step().loss();
      double last = first;
      while (!session.finished()) {
        last = session.step().loss();
      }

      // One deviation starts at 1; actions are predicted within a few tenths.
      float[] r = session.backbone().parameters().get(ActionDeviation.NAME).values();
      assertThat(r).hasSize(3);
      for (float value : r) {
        assertThat(value).isLessThan(-0.2f);
      }
      assertThat(last).isLessThan(first - 0.3);
    }
  }

  @Test
  void aDeviationIsTrainedWithTheAdapterAndLeavesTheBackboneAlone() {
    Adapter initial = Adapter.initialise(new Houlsby(4, 0), HeadTraining.FROZEN, BACKBONE, 3);
    try (TrainingSession session =
        TrainingSession.adapt(
            BACKBONE,
            initial,
            DATASET,
            GoalVisibility.VISIBLE,
            settings(STEPS, Loss.GAUSSIAN_NLL, 8))) {
      Adapter trained = finish(session);

      assertThat(trained.parameterCount()).isEqualTo(initial.parameterCount() + 3);
      assertThat(trained.parameters().get(ActionDeviation.NAME).values()).doesNotContain(0f);
      assertThat(session.backbone().digest()).isEqualTo(BACKBONE.digest());
    }
  }

  @Test
  void adaptsABackboneThatHasADeviationWithoutOne() {
    Backbone backbone = BACKBONE.withDeviation();
    Adapter initial = Adapter.initialise(new FullFineTune(), HeadTraining.FROZEN, backbone, 3);
    try (TrainingSession session =
        TrainingSession.adapt(
            backbone, initial, DATASET, GoalVisibility.VISIBLE, settings(2, Loss.MSE, 8))) {
      Adapter trained = finish(session);

      assertThat(trained.parameters().contains(ActionDeviation.NAME)).isFalse();
    }
  }

  @Test
  void anMlpIsAdaptedByItsHeadAlone() {
    Backbone backbone = Toys.backbone(Toys.MLP, DATASET);
    Adapter initial = Adapter.initialise(new ActionHead(), HeadTraining.FROZEN, backbone, 3);
    try (TrainingSession session =
        TrainingSession.adapt(
            backbone, initial, DATASET, GoalVisibility.VISIBLE, settings(STEPS, Loss.MSE, 8))) {
      Adapter trained = finish(session);

      assertThat(trained.parameters().names())
          .containsExactly("action_head.weight", "action_head.bias");
      assertThat(trained.digest()).isNotEqualTo(initial.digest());
    }
  }

  @Test
  void refusesBlocksOnAnMlp() {
    Backbone backbone = Toys.backbone(Toys.MLP, DATASET);

    assertThatThrownBy(
            () -> Adapter.initialise(new Houlsby(4, 0), HeadTraining.FROZEN, backbone, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use actionHead, fullFineTune or zeroShot");
  }

  private static Adapter finish(TrainingSession session) {
    while (!session.finished()) {
      session.step();
    }
    return session.adapter();
  }
}
