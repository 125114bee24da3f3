package dev.graft.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TrainingLengthTest {
  @Test
  void countsStepsOrWholeEpochs() {
    assertThat(new TrainingLength.Steps(7).totalSteps(10)).isEqualTo(7);
    assertThat(new TrainingLength.Epochs(3).totalSteps(10)).isEqualTo(30);
  }

  @Test
  void takesNoStepsAsAControl() {
    assertThat(new TrainingLength.Steps(0).totalSteps(10)).isZero();
  }

  @Test
  void refusesLessThanNothing() {
    assertThatThrownBy(() -> new TrainingLength.Steps(-1))
        .hasMessage("steps is -1; it must be at least 0");
    assertThatThrownBy(() -> new TrainingLength.Epochs(0))
        .hasMessage("epochs is 0; it must be at least 1");
  }
}
