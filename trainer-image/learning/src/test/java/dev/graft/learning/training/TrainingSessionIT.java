package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.BitFit;
import dev.graft.learning.adapter.BottleneckMethod;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.adapter.Ia3;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.ZeroShot;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import dev.graft.learning.training.RestoredCheckpoint.Exactness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingSessionIT {
  private static final TrajectoryDataset DATASET = Toys.demonstrations(6, 9);
  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, DATASET);
  private static final int STEPS = 16; // more than two epochs of seven batches

  @TempDir Path folder;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  static Stream<Arguments> methodsAndPrecisions() {
    return Toys.METHODS.stream()
        .flatMap(m -> Stream.of(Precision.values()).map(p -> Arguments.of(m, p)));
  }

  @ParameterizedTest
  @MethodSource("methodsAndPrecisions")
  void resumesBitForBit(AdapterMethod method, Precision precision) throws IOException {
    String undisturbed = trainedDigest(method, precision);
    try (TrainingSession first = adapt(method, precision)) {
      for (int step = 0; step < 5; step++) {
        first.step();
      }
      first.saveCheckpoint(folder);
      first.step();
    }

    try (TrainingSession second = adapt(method, precision)) {
      assertThat(second.restore(folder)).contains(new RestoredCheckpoint(5, Exactness.EXACT));
      assertThat(finish(second).digest()).isEqualTo(undisturbed);
    }
  }

  @Test
  void dropoutAndOrderDependOnTheSeed() {
    TrainingSettings s = Toys.settings(STEPS, Precision.FP32);
    TrainingSettings other =
        new TrainingSettings(
            s.length(),
            54,
            s.learningRate(),
            0,
            s.schedule(),
            0,
            1,
            0,
            s.precision(),
            Loss.MSE,
            54,
            12);
    TrainingSettings one =
        new TrainingSettings(
            s.length(),
            54,
            s.learningRate(),
            0,
            s.schedule(),
            0,
            1,
            0,
            s.precision(),
            Loss.MSE,
            54,
            11);

    // A batch of the whole epoch: order alone changes nothing but roundings.
    try (TrainingSession a = pretrain(one);
        TrainingSession b = pretrain(other)) {
      assertThat(Math.abs(a.step().loss() - b.step().loss())).isGreaterThan(1e-4);
    }
  }

  @ParameterizedTest
  @MethodSource("methodsAndPrecisions")
  void trainsWhatTheMethodNamesAndNothingElse(AdapterMethod method, Precision precision) {
    Adapter initial = Toys.initial(method, HeadTraining.FROZEN, BACKBONE, 3);
    try (TrainingSession session = adapt(method, precision)) {
      Adapter trained = finish(session);

      for (String name : initial.parameters().names()) {
        assertThat(trained.parameters().get(name).values())
            .as(name)
            .isNotEqualTo(initial.parameters().get(name).values());
      }
      boolean frozen = method.layout(Toys.SMALL).trained().isEmpty();
      assertThat(session.backbone().digest().equals(BACKBONE.digest())).isEqualTo(frozen);
      for (String name : BACKBONE.parameters().names()) {
        if (!initial.parameters().contains(name)) {
          assertThat(session.backbone().parameters().get(name).values())
              .isEqualTo(BACKBONE.parameters().get(name).values());
        }
      }
    }
  }

  @Test
  void trainsTheHeadBesideTheAdapterWhenAsked() {
    Adapter both = Adapter.initialise(new Houlsby(4, 0), HeadTraining.TRAINED, BACKBONE, 3);
    try (TrainingSession session =
        TrainingSession.adapt(
            BACKBONE, both, DATASET, GoalVisibility.VISIBLE, Toys.settings(2, Precision.FP32))) {
      Adapter trained = finish(session);

      assertThat(trained.parameters().get("action_head.weight").values())
          .isNotEqualTo(BACKBONE.parameters().get("action_head.weight").values());
    }
  }

  static List<AdapterMethod> identities() {
    return Toys.identities();
  }

  @ParameterizedTest
  @MethodSource("identities")
  void startsBitForBitAsTheBackbone(AdapterMethod method) {
    try (TrainingSession plain = adapt(new ActionHead(), Precision.FP32);
        TrainingSession adapted = adapt(method, Precision.FP32)) {
      WindowBatch batch = RandomWindows.random(Toys.SMALL, 4);

      assertThat(adapted.network().predict(batch)).isEqualTo(plain.network().predict(batch));
      adapted.step();
      assertThat(adapted.network().predict(batch)).isNotEqualTo(plain.network().predict(batch));
    }
  }

  @Test
  void runsFrozenBlocksBelowTheLowestTrainedSiteWithoutDropout() {
    TrainingSettings s = Toys.settings(1, Precision.FP32);
    try (TrainingSession session = adapt(new ActionHead(), Precision.FP32)) {
      WindowBatch batch = RandomWindows.random(Toys.SMALL, 4);
      float[] actions = session.network().predict(batch);

      double loss = RandomWindows.loss(actions, batch);
      try (NativeOptimization optimization =
          RandomWindows.optimization(new ActionHead(), BACKBONE, s)) {
        // Single-precision sums of 72 terms in another order.
        assertThat(optimization.update(batch, 0, 1).loss()).isCloseTo(loss, within(1e-6));
      }
    }
  }

  @Test
  void bfloat16RoundsTheGradientAndStaysNear() {
    Backbone backbone = Toys.backbone(Toys.withoutDropout(Toys.SMALL), DATASET);
    WindowBatch batch = RandomWindows.random(Toys.SMALL, 4);
    double precise = gradientNorm(backbone, batch, Precision.FP32);
    double rounded = gradientNorm(backbone, batch, Precision.BF16);

    // Eight significant bits, and many values whose roundings cancel.
    assertThat(rounded).isNotEqualTo(precise).isCloseTo(precise, withinPercentage(1));
  }

  @ParameterizedTest
  @MethodSource("methodsAndPrecisions")
  void learnsAToyTask(AdapterMethod method, Precision precision) {
    int steps = 300;
    Backbone backbone = Toys.backbone(Toys.withoutDropout(Toys.SMALL), DATASET);
    Adapter initial = Toys.initial(method, HeadTraining.TRAINED, backbone, 3);
    TrainingSettings settings = Toys.settings(steps, precision);
    try (TrainingSession session =
        TrainingSession.adapt(backbone, initial, DATASET, GoalVisibility.VISIBLE, settings)) {
      List<Double> losses = new ArrayList<>();
      while (!session.finished()) {
        losses.add(session.step().loss());
      }

      double first = losses.getFirst();
      double last = losses.stream().skip(steps - 10).mapToDouble(l -> l).average().orElseThrow();
      double share =
          switch (method) {
            case FullFineTune _ -> 0.05;
            case BottleneckMethod _, Fusion _, Lora _ -> 0.3;
            case Ia3 _, BitFit _ -> 0.6;
            case ActionHead _, ZeroShot _ -> 0.9;
          };
      assertThat(last).isLessThan(share * first);
    }
  }

  @Test
  void holdsNoMoreNativeArraysAfterManySteps() {
    try (TrainingSession session = adapt(new Houlsby(4, 0), Precision.FP32)) {
      session.step();
      int before = session.network().residentArrays();
      finish(session);
      session.backbone();

      assertThat(session.network().residentArrays()).isEqualTo(before);
    }
  }

  @Test
  void countsStepsAndEpochs() {
    TrainingSettings s = Toys.settings(1, Precision.FP32);
    TrainingSettings epochs =
        new TrainingSettings(
            new TrainingLength.Epochs(2),
            8,
            1e-3,
            0,
            s.schedule(),
            0,
            1,
            0,
            s.precision(),
            Loss.MSE,
            8,
            0);
    try (TrainingSession session = pretrain(epochs)) {
      List<Long> seen = new ArrayList<>();
      while (!session.finished()) {
        seen.add(session.step().epoch());
      }

      assertThat(session.stepsPerEpoch()).isEqualTo(7);
      assertThat(session.totalSteps()).isEqualTo(14);
      assertThat(seen).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 2L, 2L, 2L);
      assertThatThrownBy(session::step).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void pretrainingChangesTheBackbone() {
    try (TrainingSession session = pretrain(Toys.settings(3, Precision.FP32))) {
      finish(session);

      Backbone trained = session.backbone();
      assertThat(trained.digest()).isNotEqualTo(BACKBONE.digest());
      assertThat(session.adapter().parameters().digest()).isEqualTo(trained.parameters().digest());
      assertThat(session.trainedParameterCount()).isEqualTo(BACKBONE.parameterCount());
    }
  }

  @Test
  void refusesToContinueAnotherRun() throws IOException {
    try (TrainingSession houlsby = adapt(new Houlsby(4, 0), Precision.FP32);
        TrainingSession head = adapt(new ActionHead(), Precision.FP32)) {
      houlsby.saveCheckpoint(folder);

      assertThatThrownBy(() -> head.restore(folder))
          .isInstanceOf(CheckpointMismatchException.class)
          .hasMessageContaining("initial policy");
    }
  }

  @Test
  void refusesToTrainNothing() {
    assertThatThrownBy(() -> adapt(new ZeroShot(), Precision.FP32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to train");
  }

  @Test
  void saysThatTheLossDiverged() {
    Backbone broken =
        BACKBONE.with(
            new TensorMap(Map.of("action_head.bias", Tensor.of(new float[] {Float.NaN, 0, 0}, 3))));
    try (TrainingSession session =
        TrainingSession.pretrain(
            broken, DATASET, GoalVisibility.MASKED, Toys.settings(2, Precision.FP32))) {
      assertThatThrownBy(session::step)
          .isInstanceOf(TrainingDivergedException.class)
          .hasMessageContaining("step 1");
    }
  }

  private static double gradientNorm(Backbone backbone, WindowBatch batch, Precision precision) {
    try (NativeOptimization optimization =
        RandomWindows.optimization(new FullFineTune(), backbone, Toys.settings(1, precision))) {
      return optimization.update(batch, 0, 1).gradientNorm();
    }
  }

  private static String trainedDigest(AdapterMethod method, Precision precision) {
    try (TrainingSession session = adapt(method, precision)) {
      return finish(session).digest();
    }
  }

  private static Adapter finish(TrainingSession session) {
    while (!session.finished()) {
      session.step();
    }
    return session.adapter();
  }

  private static TrainingSession pretrain(TrainingSettings settings) {
    return TrainingSession.pretrain(BACKBONE, DATASET, GoalVisibility.MASKED, settings);
  }

  private static TrainingSession adapt(AdapterMethod method, Precision precision) {
    Adapter initial = Toys.initial(method, HeadTraining.FROZEN, BACKBONE, 3);
    return TrainingSession.adapt(
        BACKBONE, initial, DATASET, GoalVisibility.VISIBLE, Toys.settings(STEPS, precision));
  }
}
