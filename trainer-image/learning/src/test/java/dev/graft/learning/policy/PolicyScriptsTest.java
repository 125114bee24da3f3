package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.BitFit;
import dev.graft.learning.adapter.BottleneckMethod;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Ia3;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.ZeroShot;
import dev.graft.learning.engine.Device;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyScriptsTest {
  private static final Backbone BACKBONE = Toys.backbone(Toys.SMALL, Toys.demonstrations(4, 5));

  static Iterable<AdapterMethod> methods() {
    return Toys.METHODS;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void nothingIsDroppedOutInActing(AdapterMethod method) {
    assertThat(dropouts(PolicyScripts.predict(plan(method)))).isZero();
    assertThat(dropouts(PolicyScripts.advance(plan(method)))).isZero();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void frozenPartsBelowWhatIsTrainedAreNotDroppedOut(AdapterMethod method) {
    int expected =
        switch (method) {
          // Once in the embedding, twice in both blocks.
          case FullFineTune _, BitFit _ -> 5;
          case ActionHead _, ZeroShot _ -> 0;
          case BottleneckMethod m -> 2 * (2 - m.dropLowest());
          case Lora l -> 4 + (l.dropout() > 0 ? 2 * l.targets().size() : 0);
          case Ia3 _, Fusion _ -> 4;
        };

    assertThat(
            dropouts(PolicyScripts.gradients(plan(method), Precision.FP32, Loss.MSE, Device.CPU)))
        .isEqualTo(expected);
  }

  private static PolicyPlan plan(AdapterMethod method) {
    return Toys.initial(method, HeadTraining.FROZEN, BACKBONE, 1).plan(BACKBONE);
  }

  private static long dropouts(String script) {
    return Pattern.compile("torch\\.random_").matcher(script).results().count();
  }
}
