package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdaptTraining;
import dev.graft.api.Architecture;
import dev.graft.api.Gpt2;
import dev.graft.api.Loss;
import dev.graft.api.Method;
import dev.graft.api.MethodParameters;
import dev.graft.api.Mlp;
import dev.graft.api.Precision;
import dev.graft.api.Projection;
import dev.graft.api.Schedule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsTest {

  @Test
  void anArchitectureIsRecordedSizeBySize() {
    assertThat(Facts.architecture(Architecture.of(new Gpt2(4, 2, 64, 25, 500, 0.1))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "architecture", "gpt2",
                "architecture.layers", "4",
                "architecture.heads", "2",
                "architecture.embeddingDim", "64",
                "architecture.context", "25",
                "architecture.maxTimesteps", "500",
                "architecture.dropout", "0.1"));
    assertThat(Facts.architecture(Architecture.of(new Mlp(3, 512, 50, 0))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "architecture", "mlp",
                "architecture.layers", "3",
                "architecture.hiddenDim", "512",
                "architecture.window", "50",
                "architecture.dropout", "0.0"));
  }

  @Test
  void aMethodIsRecordedParameterByParameter() {
    assertThat(method(new MethodParameters.Houlsby(16, 0)))
        .isEqualTo(Map.of("method", "houlsby", "method.bottleneck", "16"));
    assertThat(
            method(
                new MethodParameters.Lora(
                    8, 16, 0.5, List.of(Projection.Q_PROJ, Projection.UP_PROJ))))
        .isEqualTo(
            Map.of(
                "method", "lora",
                "method.rank", "8",
                "method.alpha", "16.0",
                "method.dropout", "0.5",
                "method.targets", "q_proj,up_proj"));
    assertThat(method(new MethodParameters.ZeroShot())).isEqualTo(Map.of("method", "zeroShot"));
  }

  @Test
  void lossAndPartsOfABatchAreRecorded() {
    assertThat(Facts.training(training(Loss.GaussianNLL, 4)))
        .containsEntry("training.loss", "GaussianNLL")
        .containsEntry("training.microBatchSize", "4");
    assertThat(Facts.training(training(Loss.MSE, null)))
        .containsEntry("training.loss", "MSE")
        .doesNotContainKey("training.microBatchSize");
  }

  private static Map<String, String> method(MethodParameters parameters) {
    Method method = Method.of(parameters);
    return Facts.method(method, LearningTerms.method(method));
  }

  private static AdaptTraining training(Loss loss, @Nullable Integer microBatchSize) {
    return new AdaptTraining(
        null, 10, 8, 1e-3, Schedule.Constant, 0, 0, 1, 0, Precision.FP32, loss, microBatchSize);
  }
}
