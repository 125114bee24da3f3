package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.engine.Device;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.MlpArchitecture;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.policy.PolicyScripts;
import dev.graft.learning.policy.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where scripts compute. On a CPU nothing shows that a script makes a tensor on the host in the
 * middle of what a GPU computes; so every operator that a script may use is known here.
 */
class ScriptDevicesTest {
  /** Compute, or make a tensor, where a tensor that they take lies; or make none. */
  private static final Set<String> BESIDE_THEIR_TENSORS =
      Set.of(
          "__and__",
          "__isnot__",
          "__or__",
          "_foreach_mul_",
          "_foreach_norm",
          "_fused_adamw_",
          "add",
          "append",
          "cat",
          "clamp",
          "detach",
          "div",
          "embedding",
          "empty_like",
          "eq",
          "exp",
          "flatten",
          "ge",
          "gelu",
          "grad",
          "index_put_",
          "index_select",
          "item",
          "layer_norm",
          "le",
          "len",
          "linalg_vector_norm",
          "linear",
          "log",
          "matmul",
          "mul",
          "new_full",
          "new_ones",
          "permute",
          "pow",
          "random_",
          "reciprocal",
          "relu",
          "reshape",
          "scaled_dot_product_attention",
          "size",
          "slice",
          "softmax",
          "stack",
          "sub",
          "sum",
          "tanh",
          "to",
          "transpose",
          "tril",
          "triu",
          "unflatten",
          "unsqueeze");

  /** Take no tensor: a script says where their result shall lie. */
  private static final Set<String> PLACED_BY_HAND = Set.of("arange");

  private static final Pattern CALL = Pattern.compile("\\b(?:torch|ops\\.\\w+)\\.(\\w+)\\(");
  private static final String PLACE = "device=ops.prim.device(";

  static Iterable<AdapterMethod> methods() {
    return Toys.METHODS;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void policiesComputeWhereTheirTensorsLie(AdapterMethod method) {
    Backbone backbone = Toys.backbone(Toys.SMALL, Toys.demonstrations(4, 5));

    assertEverythingIsPlaced(scripts(backbone, method));
  }

  @Test
  void perceptronsComputeWhereTheirTensorsLie() {
    MlpArchitecture mlp = Toys.MLP;
    Backbone backbone = Toys.backbone(mlp, Toys.demonstrations(4, 5));

    assertEverythingIsPlaced(scripts(backbone, new FullFineTune()));
    assertEverythingIsPlaced(scripts(backbone, new ActionHead()));
  }

  @Test
  void theOptimizerComputesWhereItsTensorsLie() {
    assertEverythingIsPlaced(List.of(OptimizerScript.update(1, 1e-4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x0 = torch.zeros([3])",
        "x0 = torch.mul(x, torch.ones([2], dtype=6))",
        "x0 = torch.arange(3, dtype=4)",
        "x0 = torch.tensor(2.)",
        "x0 = torch.randperm(n, device=torch.device(\"cpu\"))"
      })
  void aTensorWithoutAPlaceIsFound(String statement) {
    assertThat(misplaced(statement)).isNotEmpty();
  }

  @Test
  void aTensorBesideAnotherIsNotBlamed() {
    assertThat(misplaced("x0 = torch.arange(n, dtype=4, layout=None, device=ops.prim.device(x))"))
        .isEmpty();
  }

  private static void assertEverythingIsPlaced(List<String> scripts) {
    for (String script : scripts) {
      assertThat(misplaced(script))
          .as(
              "Calls of operators that are not known to compute where their tensors lie: write them"
                  + " so that they do, then name them here.")
          .isEmpty();
    }
  }

  private static List<String> misplaced(String script) {
    List<String> misplaced = new ArrayList<>();
    Matcher calls = CALL.matcher(script);
    while (calls.find()) {
      MatchResult call = calls.toMatchResult();
      String name = call.group(1);
      String arguments = arguments(script, call.end());
      boolean placed =
          BESIDE_THEIR_TENSORS.contains(name)
              || (PLACED_BY_HAND.contains(name) && arguments.contains(PLACE))
              || call.group().equals("ops.prim.device(");
      if (!placed) {
        misplaced.add(call.group() + arguments + ")");
      }
    }
    return misplaced;
  }

  /** What stands between the parentheses, the first of which ends before {@code from}. */
  private static String arguments(String script, int from) {
    int open = 1;
    int at = from;
    while (open > 0) {
      char c = script.charAt(at++);
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return script.substring(from, at - 1);
  }

  private static List<String> scripts(Backbone backbone, AdapterMethod method) {
    List<String> scripts = new ArrayList<>();
    for (HeadTraining head : HeadTraining.values()) {
      for (Loss loss : Loss.values()) {
        Backbone start = loss.hasDeviation() ? backbone.withDeviation() : backbone;
        PolicyPlan plan = Toys.initial(method, head, start, 1).plan(start);
        scripts.add(PolicyScripts.predict(plan));
        scripts.add(PolicyScripts.advance(plan));
        for (Precision precision : Precision.values()) {
          for (Device device : Device.values()) {
            scripts.add(PolicyScripts.gradients(plan, precision, loss, device));
          }
        }
      }
    }
    return scripts;
  }
}
