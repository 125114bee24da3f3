package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares with PyTorch: the fixtures were made by {@code src/test/python/policy_oracle.py}, and
 * are made again, and with other numbers, when {@code GRAFT_ORACLE_PYTHON} names a Python with
 * torch.
 */
class PolicyOracleIT {
  private static final Path FIXTURES =
      Path.of("src", "test", "resources", "dev", "graft", "learning", "oracle");
  private static final Path SCRIPT = Path.of("src", "test", "python", "policy_oracle.py");

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
  private static final double NOISE = 1e-5;

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
    try (NativeOptimization optimization = open(oracle)) {
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

  @Test
  void fixturesAreMadeAgainByTheirScript(@TempDir Path folder) throws Exception {
    runOracle(folder, 0);

    for (OracleCase stored : fixtures().toList()) {
      OracleCase made = OracleCase.read(folder.resolve(stored.toString()));
      assertThat(made.tensors().names()).isEqualTo(stored.tensors().names());
      for (String name : stored.tensors().names()) {
        float[] expected = stored.tensors().get(name).values();
        assertClose(made.tensors().get(name).values(), expected, tolerance(stored), name);
      }
    }
  }

  @Test
  void agreesWithPyTorchOnOtherNumbers(@TempDir Path folder) throws Exception {
    runOracle(folder, 12345);

    for (OracleCase live : cases(folder).toList()) {
      actsAsPyTorch(live);
      hasThePyTorchLossAndGradients(live);
      takesThePyTorchOptimizerSteps(live);
    }
  }

  static Stream<OracleCase> fixtures() throws IOException {
    return cases(FIXTURES);
  }

  private static Stream<OracleCase> cases(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSize(6);
      Stream.Builder<OracleCase> cases = Stream.builder();
      for (Path file : sorted) {
        cases.add(OracleCase.read(file));
      }
      return cases.build();
    }
  }

  private static void runOracle(Path folder, long seed) throws IOException, InterruptedException {
    String python = System.getenv("GRAFT_ORACLE_PYTHON");
    assumeTrue(
        python != null,
        "skipped: GRAFT_ORACLE_PYTHON names no Python with torch and safetensors installed");
    Process process =
        new ProcessBuilder(
                python, SCRIPT.toString(), folder.toString(), "--seed", Long.toString(seed))
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static NativeOptimization open(OracleCase oracle) throws IOException {
    Backbone backbone = oracle.backbone();
    Adapter adapter = oracle.adapter(backbone);
    return new NativeOptimization(
        adapter.plan(backbone),
        adapter.values(backbone),
        TrainingState.initial(adapter.parameters()),
        oracle.settings());
  }

  private static void assertSameUpdate(OracleCase oracle, TensorMap updated) throws IOException {
    OracleCase.Optimizer optimizer = oracle.optimizer();
    double reach = optimizer.learningRate() * optimizer.steps();
    TensorMap gradients = oracle.under("gradient/");
    double noise = NOISE * largest(gradients);
    double squares = 0;
    for (String name : gradients.names()) {
      float[] gradient = gradients.get(name).values();
      float[] expected = oracle.under("updated/").get(name).values();
      float[] values = updated.get(name).values();
      for (int i = 0; i < values.length; i++) {
        double share = Math.abs((double) values[i] - expected[i]) / reach;
        squares += share * share;
        if (oracle.precision() == Precision.FP32 && Math.abs(gradient[i]) > noise) {
          assertThat(share).as("%s[%s]", name, i).isLessThan(FP32_UPDATE_TOLERANCE);
        }
      }
    }
    double rootMeanSquare = Math.sqrt(squares / gradients.parameterCount());
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
