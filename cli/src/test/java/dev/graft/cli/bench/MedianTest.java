package dev.graft.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class MedianTest {
  @Test
  void isTheValueInTheMiddleHoweverFarTheOthersAre() {
    assertThat(Median.of(new double[] {1e9, 2, -1e9})).isEqualTo(2);
    assertThat(Median.of(new double[] {7})).isEqualTo(7);
  }

  @Test
  void ofAnEvenCountIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Median.of(new double[] {4, 100, 1, 3})).isEqualTo(3.5);
  }

  @Test
  void leavesTheMeasurementsInTheirOrder() {
    double[] values = {3, 1, 2};
    assertThat(Median.of(values)).isEqualTo(2);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void ofNothingThereIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Median.of(new double[0]));
  }
}
