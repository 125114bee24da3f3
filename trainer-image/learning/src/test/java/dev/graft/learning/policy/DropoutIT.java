package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.learning.Toys;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.engine.ScriptModule;
import dev.graft.learning.engine.ScriptModule.Gradients;
import dev.graft.learning.policy.ScriptWriter.Dropout;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutIT {
  private static final int COUNT = 300_007;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 1e-3})
  void aShareBecomesZeroAndTheRestGrowsToKeepTheExpectation(double probability) {
    float[] values = dropped(probability, 1);

    double zeros = IntStream.range(0, COUNT).filter(i -> values[i] == 0).count();
    double deviation = Math.sqrt(COUNT * probability * (1 - probability));
    assertThat(zeros).isCloseTo(COUNT * probability, within(5 * deviation));
    // To the nearest 65,536th.
    double grown = 1 / (1 - Math.round(probability * 65_536) / 65_536.0);
    assertThat(values).containsOnly(0f, (float) grown);
  }

  @Test
  void neighboursAreDroppedIndependently() {
    float[] values = dropped(0.5, 2);

    for (int lag = 1; lag <= 8; lag++) {
      int apart = lag;
      int pairs = COUNT - lag;
      double equal =
          IntStream.range(0, pairs)
              .filter(i -> (values[i] == 0) == (values[i + apart] == 0))
              .count();
      assertThat(equal).isCloseTo(pairs / 2.0, within(5 * Math.sqrt(pairs / 4.0)));
    }
  }

  @Test
  void theSeedDecides() {
    assertThat(dropped(0.5, 3)).isEqualTo(dropped(0.5, 3)).isNotEqualTo(dropped(0.5, 4));
  }

  private static float[] dropped(double probability, long seed) {
    ScriptWriter script = new ScriptWriter(List.of(), Precision.FP32, Dropout.ON);
    String result = script.dropout("x", probability);
    String method = script.method("def drop(self: __torch__.Script, x: Tensor) -> Tensor", result);
    try (NDManager manager = NativeEngine.newManager();
        ScriptModule module = ScriptModule.compile(manager, List.of(method))) {
      NativeEngine.seed(seed);
      NDArray ones = manager.ones(new Shape(COUNT));
      return module.call("drop", Gradients.OFF, ones).singletonOrThrow().toFloatArray();
    }
  }
}
