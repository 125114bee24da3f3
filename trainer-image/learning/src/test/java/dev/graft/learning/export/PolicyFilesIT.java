package dev.graft.learning.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.Projection;
import dev.graft.learning.adapter.ZeroShot;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.rollout.PolicyController;
import dev.graft.learning.rollout.WindowMode;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code policy.py}, and {@code peft} where it is, make of exported files. */
class PolicyFilesIT {
  /** FP32 roundings of another order of operations, over an episode that feeds back its actions. */
  private static final double TOLERANCE = 1e-5;

  /** Twice the context, and more than the timesteps that have an embedding. */
  private static final int STEPS = 35;

  private static final int STATE_DIM = 5;
  private static final int ACTION_DIM = 3;

  @TempDir private Path folder;

  private record Case(
      String name, Backbone backbone, Adapter adapter, GoalVisibility goal, float[] actions) {}

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  @Test
  void exportedPoliciesOfEveryMethodActAsOurs() throws IOException, InterruptedException {
    String python = System.getenv("GRAFT_ORACLE_PYTHON");
    assumeTrue(python != null, "skipped: GRAFT_ORACLE_PYTHON names no Python with torch");
    List<Case> cases = cases();
    PolicyFiles.writeScript(folder);
    for (Case exported : cases) {
      export(exported);
    }

    int status =
        new ProcessBuilder(python, "src/test/python/exported_policies.py", folder.toString())
            .inheritIO()
            .start()
            .waitFor();

    assertThat(status).isZero();
    for (Case exported : cases) {
      TensorMap acted =
          Safetensors.read(folder.resolve(exported.name()).resolve("actions.safetensors"))
              .tensors();
      for (String how : acted.names()) {
        assertThat(largestDifference(acted.get(how).values(), exported.actions()))
            .as("%s, %s", exported.name(), how)
            .isLessThan(TOLERANCE);
      }
    }
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    List<AdapterMethod> methods = new ArrayList<>(Toys.METHODS);
    methods.add(new ZeroShot());
    Backbone transformer = Toys.backbone(Toys.SMALL, Toys.demonstrations(4, 9));
    for (AdapterMethod method : methods) {
      cases.add(of(cases.size(), transformer, Toys.far(method, transformer)));
    }
    Lora lora = new Lora(2, 4, 0, List.of(Projection.K_PROJ, Projection.DOWN_PROJ));
    cases.add(of(cases.size(), transformer, withHead(lora, transformer)));
    Backbone perceptron = Toys.backbone(Toys.MLP, Toys.demonstrations(4, 9));
    for (AdapterMethod method : List.of(new ActionHead(), new FullFineTune())) {
      cases.add(of(cases.size(), perceptron, Toys.far(method, perceptron)));
    }
    return cases;
  }

  private static Adapter withHead(AdapterMethod method, Backbone backbone) {
    Adapter adapter = Adapter.initialise(method, HeadTraining.TRAINED, backbone, 1);
    Tensor bias = Tensor.of(new float[] {.5f, -.5f, .25f}, ACTION_DIM);
    return adapter.with(new TensorMap(Map.of(Architecture.ACTION_HEAD + ".bias", bias)));
  }

  /** Every other one does not see the goal. */
  private static Case of(int number, Backbone backbone, Adapter adapter) {
    GoalVisibility goal = number % 2 == 0 ? GoalVisibility.VISIBLE : GoalVisibility.MASKED;
    String name = "%02d-%s".formatted(number, adapter.method().getClass().getSimpleName());
    return new Case(name, backbone, adapter, goal, actions(backbone, adapter, goal));
  }

  private static float[] actions(Backbone backbone, Adapter adapter, GoalVisibility goal) {
    float[] observations = observations();
    float[] actions = new float[STEPS * ACTION_DIM];
    int[] one = {0};
    try (PolicyController controller =
        PolicyController.open(backbone, adapter, goal, 1, WindowMode.EXACT)) {
      controller.start(one);
      for (int step = 0; step < STEPS; step++) {
        float[] state = new float[STATE_DIM];
        System.arraycopy(observations, step * STATE_DIM, state, 0, STATE_DIM);
        System.arraycopy(controller.act(one, state), 0, actions, step * ACTION_DIM, ACTION_DIM);
      }
    }
    return actions;
  }

  private static float[] observations() {
    return Toys.normals(new SplittableRandom(3), STEPS * STATE_DIM);
  }

  private void export(Case exported) throws IOException {
    Path place = folder.resolve(exported.name());
    exported.backbone().save(place.resolve("backbone"));
    PolicyFiles.writeAdapter(place.resolve("adapter"), exported.adapter(), exported.goal());
    Safetensors.write(
        place.resolve("observations.safetensors"),
        new TensorMap(Map.of("observations", Tensor.of(observations(), STEPS, STATE_DIM))),
        Map.of());
  }

  private static double largestDifference(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
    }
    return largest;
  }
}
