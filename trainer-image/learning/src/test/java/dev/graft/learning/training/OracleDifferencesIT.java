package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.learning.Toys;
import dev.graft.learning.engine.NativeTensors;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Measures the largest differences to each oracle. To record them in {@code
 * docs/results/method-oracles.json}: {@code mvn -pl trainer-image/learning verify
 * -Dit.test=OracleDifferencesIT -Dgraft.oracles=write}.
 */
class OracleDifferencesIT {
  private static final Path RESULTS = Path.of("..", "..", "docs", "results", "method-oracles.json");
  private static final String COMMAND =
      "mvn -pl trainer-image/learning verify -Dit.test=OracleDifferencesIT -Dgraft.oracles=write";

  /** In single precision, as a share of the largest value: a few roundings of sums. */
  private static final double LARGEST = 1e-5;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  /**
   * Largest differences of a case.
   *
   * @param outputs of the actions, which lie in [-1, 1]
   * @param gradients as a share of the largest gradient
   * @param updatedWeights after the case's optimizer steps, as they are
   */
  record Differences(double outputs, double gradients, double updatedWeights) {}

  @Test
  void areRoundings() throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode results = json.createObjectNode().put("command", COMMAND);
    ObjectNode cases = results.putObject("cases");
    for (OracleCase oracle : OracleScript.allFixtures().toList()) {
      Differences differences = differences(oracle);
      describe(cases.putObject(oracle.toString().replace(".safetensors", "")), oracle, differences);
      if (oracle.precision() == Precision.FP32) {
        assertThat(differences.outputs()).as("%s", oracle).isLessThan(LARGEST);
        assertThat(differences.gradients()).as("%s", oracle).isLessThan(LARGEST);
      }
    }
    if ("write".equals(System.getProperty("graft.oracles"))) {
      Files.writeString(RESULTS, json.writeValueAsString(results) + "\n");
    }
  }

  private static void describe(ObjectNode node, OracleCase oracle, Differences differences) {
    node.put("oracle", oracle.metadata().getOrDefault("package", "torch"));
    node.put("torch", oracle.metadata().get("torch"));
    node.put("precision", oracle.precision().name());
    node.put("loss", oracle.metadata().get("loss"));
    node.put("outputs", differences.outputs());
    node.put("gradients", differences.gradients());
    node.put("updatedWeights", differences.updatedWeights());
  }

  private static Differences differences(OracleCase oracle) throws IOException {
    try (NativeOptimization optimization = PolicyOracleIT.open(oracle, oracle.batch().windows())) {
      double outputs =
          largest(optimization.network().predict(oracle.batch()), oracle.expected("actions"));
      double gradients = gradients(oracle, optimization);
      OracleCase.Optimizer optimizer = oracle.optimizer();
      for (int step = 1; step <= optimizer.steps(); step++) {
        optimization.update(oracle.batch(), optimizer.learningRate(), step);
      }
      TensorMap updated = optimization.state(optimizer.steps()).parameters();
      double weights = 0;
      for (String name : updated.names()) {
        float[] expected = oracle.under("updated/").get(name).values();
        weights = Math.max(weights, largest(updated.get(name).values(), expected));
      }
      return new Differences(outputs, gradients, weights);
    }
  }

  private static double gradients(OracleCase oracle, NativeOptimization optimization) {
    TensorMap expected = oracle.under("gradient/");
    List<String> trained = optimization.network().plan().trainedInOrder();
    try (NDManager scratch = optimization.network().newStepManager()) {
      NDList results = optimization.gradients(scratch, oracle.batch());
      double worst = 0;
      double scale = 0;
      for (int i = 0; i < trained.size(); i++) {
        float[] values = expected.get(trained.get(i)).values();
        worst =
            Math.max(worst, largest(NativeTensors.copyOut(results.get(i + 1)).values(), values));
        scale = Math.max(scale, largest(values, new float[values.length]));
      }
      return worst / scale;
    }
  }

  private static double largest(float[] values, float[] expected) {
    double largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs((double) values[i] - expected[i]));
    }
    return largest;
  }
}
