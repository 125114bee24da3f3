package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToleranceTest {
  private static final double ROUNDING = 1e-15;

  @ParameterizedTest
  @EnumSource
  void isOneWithinTheBoundsAndATenthAtTheMargin(Tolerance tolerance) {
    assertThat(tolerance.of(.2, .2, .5, .1)).isEqualTo(1);
    assertThat(tolerance.of(.5, .2, .5, .1)).isEqualTo(1);
    assertThat(tolerance.of(.1, .2, .5, .1)).isCloseTo(.1, within(ROUNDING));
    assertThat(tolerance.of(.6, .2, .5, .1)).isCloseTo(.1, within(ROUNDING));
  }

  @ParameterizedTest
  @EnumSource
  void fallsOffWithTheDistance(Tolerance tolerance) {
    double last = 1;
    for (double x = .55; x < 2; x += .05) {
      double value = tolerance.upTo(.5, x, .1);
      assertThat(value).isPositive().isLessThan(last);
      last = value;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isNothingOutsideWithoutAMargin(Tolerance tolerance) {
    assertThat(tolerance.upTo(.5, .51, 0)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> tolerance.upTo(.5, .5, -1));
  }
}
