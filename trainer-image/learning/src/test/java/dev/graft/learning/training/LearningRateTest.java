package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.Precision;
import org.junit.jupiter.api.Test;

class LearningRateTest {
  private static final double ROUNDING = 1e-15;

  @Test
  void risesLinearlyToThePeak() {
    TrainingSettings settings = settings(Schedule.CONSTANT, 4);

    assertThat(LearningRate.at(settings, 0, 100)).isEqualTo(0.25);
    assertThat(LearningRate.at(settings, 3, 100)).isEqualTo(1);
    assertThat(LearningRate.at(settings, 99, 100)).isEqualTo(1);
  }

  @Test
  void fallsAlongACosineToATwentieth() {
    TrainingSettings settings = settings(Schedule.COSINE, 0);

    assertThat(LearningRate.at(settings, 0, 101)).isEqualTo(1);
    assertThat(LearningRate.at(settings, 50, 101)).isCloseTo(0.525, within(ROUNDING));
    assertThat(LearningRate.at(settings, 100, 101)).isCloseTo(0.05, within(ROUNDING));
  }

  @Test
  void isFiniteWhenTheWarmupFillsTheTraining() {
    TrainingSettings settings = settings(Schedule.COSINE, 5);

    assertThat(LearningRate.at(settings, 4, 5)).isEqualTo(1);
    assertThat(LearningRate.at(settings, 5, 6)).isCloseTo(0.05, within(ROUNDING));
  }

  @Test
  void settingsNameTheFieldTheValueAndTheRange() {
    assertThatThrownBy(() -> settings(Schedule.COSINE, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("warmupSteps is -1; it must be at least 0");
    assertThatThrownBy(() -> new TrainingLength.Epochs(0)).hasMessageContaining("epochs is 0");
  }

  @Test
  void epochsCountPartialBatches() {
    assertThat(new TrainingLength.Epochs(3).totalSteps(4)).isEqualTo(12);
    assertThat(new TrainingLength.Steps(3).totalSteps(4)).isEqualTo(3);
  }

  private static TrainingSettings settings(Schedule schedule, long warmup) {
    return new TrainingSettings(
        new TrainingLength.Steps(100),
        1,
        1.0,
        warmup,
        schedule,
        0,
        1,
        0,
        Precision.FP32,
        Loss.MSE,
        1,
        0);
  }
}
