package dev.graft.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.learning.Toys;
import dev.graft.learning.data.WindowBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockSiteIT {
  private static final Gpt2Architecture A = Toys.SMALL;
  private static final Backbone BACKBONE = Toys.backbone(A, Toys.demonstrations(4, 9));

  @BeforeAll
  static void startEngine() {
    Toys.startEngine();
  }

  @ParameterizedTest
  @EnumSource
  void aGraftSeesWhatEnteredAndReplacesWhatLeft(BlockSite site) {
    float[] plain = predict(List.of());
    for (int block = 0; block < A.layers(); block++) {
      Graft identity = new Graft(block, site, (script, input, output) -> output);
      Graft scaled =
          new Graft(
              block,
              site,
              (script, input, output) -> script.assign("torch.mul(" + output + ", 1.5)"));
      Graft dependent =
          new Graft(
              block,
              site,
              (script, input, output) ->
                  script.assign(
                      "torch.add(%s, torch.slice(%s, -1, 0, 1))".formatted(output, input)));

      assertThat(predict(List.of(identity))).isEqualTo(plain);
      assertThat(predict(List.of(scaled))).isNotEqualTo(plain);
      assertThat(predict(List.of(dependent))).isNotEqualTo(plain);
    }
  }

  @ParameterizedTest
  @EnumSource
  void graftsOnOneSiteFollowEachOther(BlockSite site) {
    Graft twice =
        new Graft(
            1, site, (script, input, output) -> script.assign("torch.mul(" + output + ", 2.)"));
    Graft half =
        new Graft(
            1, site, (script, input, output) -> script.assign("torch.mul(" + output + ", 0.5)"));

    // Powers of two are exact.
    assertThat(predict(List.of(twice, half))).isEqualTo(predict(List.of()));
  }

  private static float[] predict(List<Graft> grafts) {
    PolicyPlan plan = new PolicyPlan(A, BACKBONE.parameters().names(), Set.of(), grafts);
    try (PolicyNetwork network =
        new PolicyNetwork(plan, BACKBONE.parameters(), List.of(PolicyScripts.predict(plan)))) {
      return network.predict(window());
    }
  }

  private static WindowBatch window() {
    SplittableRandom random = new SplittableRandom(1);
    int steps = A.context();
    long[] timesteps = new long[steps];
    Arrays.setAll(timesteps, i -> i);
    float[] actions = Toys.normals(random, steps * A.actionDim());
    return new WindowBatch(
        1,
        steps,
        Toys.normals(random, steps * A.stateDim()),
        actions,
        timesteps,
        actions,
        new float[steps]);
  }
}
