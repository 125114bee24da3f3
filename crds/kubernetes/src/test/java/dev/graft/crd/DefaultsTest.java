package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdaptTraining;
import dev.graft.api.AdapterJobSpec;
import dev.graft.api.Architecture;
import dev.graft.api.ContextWindow;
import dev.graft.api.Demonstrations;
import dev.graft.api.Evaluation;
import dev.graft.api.FailurePolicy;
import dev.graft.api.GoalSet;
import dev.graft.api.GoalVisibility;
import dev.graft.api.Gpt2;
import dev.graft.api.Loss;
import dev.graft.api.Method;
import dev.graft.api.MethodParameters;
import dev.graft.api.Observation;
import dev.graft.api.Precision;
import dev.graft.api.PretrainTraining;
import dev.graft.api.ResourceSettings;
import dev.graft.api.Schedule;
import dev.graft.api.Simulation;
import dev.graft.api.Suite;
import dev.graft.api.Tracking;
import dev.graft.api.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefaultsTest {
  private static final ResourceSettings NO_RESOURCES = new ResourceSettings(Map.of(), Map.of());

  private final AdapterJobSpec spec =
      Manifests.accepted(new ManifestReader().read(Manifests.MINIMAL)).getSpec();

  @Test
  void backboneIsASmallGpt2() {
    var pretrain = Objects.requireNonNull(spec.backbone().pretrain());

    assertThat(pretrain.seed()).isZero();
    assertThat(pretrain.architecture())
        .isEqualTo(Architecture.of(new Gpt2(4, 4, 768, 50, 500, 0.1)));
    assertThat(pretrain.training())
        .isEqualTo(
            new PretrainTraining(
                2,
                null,
                64,
                1e-4,
                Schedule.Constant,
                0,
                1e-4,
                0.25,
                0.5,
                Precision.FP32,
                Loss.MSE,
                null));
  }

  @Test
  void adapterIsHoulsby32WithOneSeed() {
    var adapter = Objects.requireNonNull(spec.adapter());

    assertThat(adapter.method()).isEqualTo(Method.of(new MethodParameters.Houlsby(32, 0)));
    assertThat(adapter.trainHead()).isFalse();
    assertThat(adapter.seeds()).containsExactly(0L);
    assertThat(adapter.training())
        .isEqualTo(
            new AdaptTraining(
                null,
                100,
                64,
                1e-4,
                Schedule.Constant,
                0,
                1e-4,
                0.25,
                0.0,
                Precision.FP32,
                Loss.MSE,
                null));
  }

  @Test
  void theRestMayBeAbsentAltogether() {
    assertThat(spec.suite()).isEqualTo(Suite.MetaWorld);
    assertThat(spec.demonstrations())
        .isEqualTo(Demonstrations.of(new Demonstrations.Scripted(10, 0.0, 0, GoalSet.Graft)));
    assertThat(spec.observation())
        .isEqualTo(
            new Observation(new Observation.State(GoalVisibility.Masked, GoalVisibility.Visible)));
    assertThat(spec.evaluation())
        .isEqualTo(new Evaluation(10, 0, GoalSet.Graft, 0, 20, 500, false, ContextWindow.Sliding));
    assertThat(spec.simulation()).isEqualTo(new Simulation(1, 10, NO_RESOURCES, null));
    assertThat(spec.trainer())
        .isEqualTo(
            new TrainerSettings(
                2,
                new TrainerSettings.BackbonePod(NO_RESOURCES),
                new TrainerSettings.Runs(2, NO_RESOURCES),
                null));
    assertThat(spec.tracking()).isEqualTo(new Tracking(null, null, null, null));
    assertThat(spec.suspend()).isFalse();
    assertThat(spec.storage()).isNull();
    assertThat(spec.failurePolicy()).isEqualTo(new FailurePolicy(3, null, null));
  }

  @Test
  void whatIsGivenIsKept() {
    var settings = List.of("spec.evaluation.seed=7", "spec.adapter.seeds=[3, 4]");

    var given =
        Manifests.accepted(new ManifestReader().read(Manifests.MINIMAL, settings)).getSpec();

    assertThat(given.evaluation())
        .isEqualTo(new Evaluation(10, 7, GoalSet.Graft, 0, 20, 500, false, ContextWindow.Sliding));
    assertThat(Objects.requireNonNull(given.adapter()).seeds()).containsExactly(3L, 4L);
  }
}
