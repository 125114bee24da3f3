package dev.graft.learning.training;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.Toys;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.engine.NativeTensors;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with PyTorch, and with the packages that people use for adapters: the fixtures were made
 * by the scripts in {@code src/test/python}, and are made again, and with other numbers, when
 * {@code GRAFT_ORACLE_PYTHON} names a Python with torch, and with those packages.
 */
class PolicyOracleIT {
  /** Sums of some hundred single-precision terms in another order. */
  private static final double FP32_TOLERANCE = 1e-5;

  /** bfloat16 has 8 significant bits; sums are rounded in another order. */
  private static final double BF16_TOLERANCE = 5e-2;

  /**
   * Of what the steps can move a value. AdamW divides a gradient by its own size, so that roundings
   * show where it is small.
   */
  private static final double FP32_UPDATE_TOLERANCE = 1e-3;

  /**
   * Below this share of the largest gradient a value moves by rounding alone: the bias of the keys,
   * for one, has no influence on a softmax.
   */
  private static final double FP32_NOISE = 1e-5;

  /** The same in bfloat16. */
  private static final double BF16_NOISE = 1e-2;

  /** Of what the steps can move a value, root mean square: single small gradients change sign. */
  private static final double BF16_UPDATE_TOLERANCE = 0.1;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void actsAsPyTorch(OracleCase oracle) throws IOException {
    try (NativeOptimization optimization = open(oracle)) {
      assertClose(
          optimization.network().predict(oracle.batch()),
          oracle.expected("actions"),
          FP32_TOLERANCE,
          "actions");
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void hasThePyTorchLossAndGradients(OracleCase oracle) throws IOException {
    try (NativeOptimization optimization = open(oracle);
        NDManager scratch = optimization.network().newStepManager()) {
      NDList results = optimization.gradients(scratch, oracle.batch());

      float loss = results.removeFirst().getFloat();
      double tolerance = tolerance(oracle);
      assertClose(
          new float[] {loss}, new float[] {oracle.expected("losses")[0]}, tolerance, "loss");
      List<String> trained = optimization.network().plan().trainedInOrder();
      TensorMap expected = oracle.under("gradient/");
      assertThat(trained).hasSameElementsAs(expected.names()).hasSameSizeAs(results);
      for (int i = 0; i < trained.size(); i++) {
        float[] gradient = NativeTensors.copyOut(results.get(i)).values();
        assertClose(gradient, expected.get(trained.get(i)).values(), tolerance, trained.get(i));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void takesThePyTorchOptimizerSteps(OracleCase oracle) throws IOException {
    takesTheSteps(oracle, oracle.batch().windows());
  }

  static Stream<OracleCase> preciseFixtures() throws IOException {
    return fixtures().filter(oracle -> oracle.precision() == Precision.FP32);
  }

  /**
   * The three windows have different lengths: their parts of the mean differ. (In bfloat16 the sum
   * of each part is rounded.)
   */
  @ParameterizedTest
  @MethodSource("preciseFixtures")
  void takesTheSameStepsInMicroBatches(OracleCase oracle) throws IOException {
    takesTheSteps(oracle, 1);
    takesTheSteps(oracle, 2);
  }

  private static void takesTheSteps(OracleCase oracle, int microBatchSize) throws IOException {
    try (NativeOptimization optimization = open(oracle, microBatchSize)) {
      OracleCase.Optimizer optimizer = oracle.optimizer();
      float[] losses = new float[optimizer.steps()];
      float[] norms = new float[optimizer.steps()];
      for (int step = 0; step < optimizer.steps(); step++) {
        NativeOptimization.Outcome outcome =
            optimization.update(oracle.batch(), optimizer.learningRate(), step + 1);
        losses[step] = (float) outcome.loss();
        norms[step] = (float) outcome.gradientNorm();
        assertThat(outcome.gradientNorm()).as("clipped").isGreaterThan(optimizer.clipNorm());
      }

      assertClose(losses, oracle.expected("losses"), 10 * tolerance(oracle), "losses");
      assertClose(norms, oracle.expected("norms"), 10 * tolerance(oracle), "norms");
      assertSameUpdate(oracle, optimization.state(optimizer.steps()).parameters());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fixturesAreMadeAgainByTheirScript(OracleScript script, @TempDir Path folder)
      throws Exception {
    Map<String, OracleCase> made =
        script.make(folder, 0).stream().collect(toMap(OracleCase::toString, oracle -> oracle));

    for (OracleCase stored : script.fixtures()) {
      OracleCase again = requireNonNull(made.get(stored.toString()));
      assertThat(again.tensors().names()).isEqualTo(stored.tensors().names());
      for (String name : stored.tensors().names()) {
        float[] expected = stored.tensors().get(name).values();
        assertClose(again.tensors().get(name).values(), expected, tolerance(stored), name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnOtherNumbers(OracleScript script, @TempDir Path folder) throws Exception {
    for (OracleCase live : script.make(folder, 12345)) {
      actsAsPyTorch(live);
      hasThePyTorchLossAndGradients(live);
      takesThePyTorchOptimizerSteps(live);
    }
  }

  static Stream<OracleCase> fixtures() throws IOException {
    return OracleScript.allFixtures();
  }

  private static NativeOptimization open(OracleCase oracle) throws IOException {
    return open(oracle, oracle.batch().windows());
  }

  static NativeOptimization open(OracleCase oracle, int microBatchSize) throws IOException {
    Backbone backbone = oracle.backbone();
    Adapter adapter = oracle.adapter(backbone);
    return new NativeOptimization(
        adapter.plan(backbone),
        adapter.values(backbone),
        TrainingState.initial(adapter.parameters()),
        oracle.settings(microBatchSize));
  }

  private static void assertSameUpdate(OracleCase oracle, TensorMap updated) throws IOException {
    OracleCase.Optimizer optimizer = oracle.optimizer();
    double reach = optimizer.learningRate() * optimizer.steps();
    TensorMap gradients = oracle.under("gradient/");
    boolean precise = oracle.precision() == Precision.FP32;
    double noise = (precise ? FP32_NOISE : BF16_NOISE) * largest(gradients);
    double squares = 0;
    int compared = 0;
    for (String name : gradients.names()) {
      float[] gradient = gradients.get(name).values();
      float[] expected = oracle.under("updated/").get(name).values();
      float[] values = updated.get(name).values();
      for (int i = 0; i < values.length; i++) {
        if (Math.abs(gradient[i]) <= noise) {
          continue;
        }
        double share = Math.abs((double) values[i] - expected[i]) / reach;
        squares += share * share;
        compared++;
        if (precise) {
          assertThat(share).as("%s[%s]", name, i).isLessThan(FP32_UPDATE_TOLERANCE);
        }
      }
    }
    assertThat(compared).isGreaterThan((int) gradients.parameterCount() / 10);
    double rootMeanSquare = Math.sqrt(squares / compared);
    assertThat(rootMeanSquare).isLessThan(BF16_UPDATE_TOLERANCE);
  }

  private static double largest(TensorMap tensors) {
    double largest = 0;
    for (String name : tensors.names()) {
      for (float value : tensors.get(name).values()) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private static double tolerance(OracleCase oracle) {
    return oracle.precision() == Precision.FP32 ? FP32_TOLERANCE : BF16_TOLERANCE;
  }

  /** Within a share of the largest expected value. */
  private static void assertClose(
      float[] values, float[] expected, double tolerance, String description) {
    double scale = largest(new TensorMap(Map.of("", Tensor.of(expected, expected.length))));
    assertThat(values).as(description).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.isFinite(values[i])).as(description).isTrue();
      worst = Math.max(worst, Math.abs((double) values[i] - expected[i]));
    }
    assertThat(worst).as(description).isLessThanOrEqualTo(tolerance * scale);
  }
}
