package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.Toys;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.StateReader;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.data.WindowSampler;
import dev.graft.learning.engine.Device;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.engine.NativeTensors;
import dev.graft.learning.engine.ScriptModule;
import dev.graft.learning.engine.ScriptModule.Gradients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a GPU is given to compute, computed by whatever there is. */
class CudaScriptIT {
  private static final TrajectoryDataset DATASET = Toys.demonstrations(6, 9);

  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, DATASET);

  /** Of the largest gradient: sums of some hundred single-precision terms in another order. */
  private static final double TOLERANCE = 1e-5;

  /** One value when the elements of both lie alike, else none. */
  private static final String ALIKE =
      """
      def alike(self: __torch__.Script, x: Tensor, y: Tensor) -> Tensor:
        return torch.slice(torch.flatten(x), 0, 0, int(torch.eq(torch.stride(x), torch.stride(y))))
      """;

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  static Iterable<AdapterMethod> methods() {
    return Toys.METHODS;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void givesTheGradientsOfTheProcessorsScript(AdapterMethod method) {
    List<float[]> expected = gradients(method, Device.CPU);
    List<float[]> actual = gradients(method, Device.CUDA);

    for (int i = 0; i < expected.size(); i++) {
      float largest = 0;
      for (float value : expected.get(i)) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int j = 0; j < expected.get(i).length; j++) {
        assertThat((double) actual.get(i)[j])
            .isCloseTo(expected.get(i)[j], within(TOLERANCE * Math.max(largest, 1e-3)));
      }
    }
  }

  /** The optimizer's fused kernel refuses others on a GPU, and on a CPU takes one for another. */
  @ParameterizedTest
  @MethodSource("methods")
  void gradientsLieAsTheirParametersDo(AdapterMethod method) {
    for (Precision precision : Precision.values()) {
      for (Device device : Device.values()) {
        try (PolicyNetwork network = network(method, precision, device);
            NDManager scratch = network.newStepManager();
            ScriptModule module = ScriptModule.compile(scratch, List.of(ALIKE))) {
          NDList gradients = gradients(network, scratch);
          NDList parameters = network.trainedParameters();
          assertThat(gradients).hasSameSizeAs(parameters);
          for (int i = 0; i < parameters.size(); i++) {
            assertThat(lieAlike(module, gradients.get(i), parameters.get(i)))
                .as("%s, %s, %s", network.plan().trainedInOrder().get(i), precision, device)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void aTransposedArrayLiesOtherwise() {
    try (NDManager scratch = NativeEngine.newManager();
        ScriptModule module = ScriptModule.compile(scratch, List.of(ALIKE))) {
      NDArray square = NativeTensors.copyIn(scratch, new float[] {1, 2, 3, 4}, 2, 2);

      assertThat(lieAlike(module, square, square)).isTrue();
      assertThat(lieAlike(module, square, square.transpose())).isFalse();
    }
  }

  private static boolean lieAlike(ScriptModule module, NDArray x, NDArray y) {
    y.setName("y"); // of no list
    return module.call("alike", Gradients.OFF, x, new NDList(y)).singletonOrThrow().size() == 1;
  }

  private static List<float[]> gradients(AdapterMethod method, Device device) {
    try (PolicyNetwork network = network(method, Precision.FP32, device);
        NDManager scratch = network.newStepManager()) {
      List<float[]> values = new ArrayList<>();
      gradients(network, scratch).forEach(gradient -> values.add(gradient.toFloatArray()));
      return values;
    }
  }

  private static PolicyNetwork network(AdapterMethod method, Precision precision, Device device) {
    Adapter adapter = Toys.far(method, BACKBONE);
    PolicyPlan plan = adapter.plan(BACKBONE);
    return new PolicyNetwork(
        plan,
        adapter.values(BACKBONE),
        List.of(PolicyScripts.gradients(plan, precision, Loss.MSE, device)));
  }

  private static NDList gradients(PolicyNetwork network, NDManager scratch) {
    NativeEngine.seed(1); // of what is dropped out
    NativeBatch inputs = NativeBatch.of(scratch, batch(), network.plan().architecture());
    NDList results =
        network.call(
            PolicyScripts.GRADIENTS, Gradients.RECORDED, inputs.states(), inputs.supervision());
    results.removeFirst(); // the loss
    return results;
  }

  private static WindowBatch batch() {
    Architecture a = BACKBONE.architecture();
    StateReader reader =
        new StateReader(BACKBONE.statistics(), BACKBONE.goal(), GoalVisibility.VISIBLE);
    return new WindowSampler(DATASET, reader, a.context(), a.maxTimesteps(), 8, 1).batch(0, 0);
  }
}
