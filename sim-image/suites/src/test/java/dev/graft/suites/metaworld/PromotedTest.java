package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numpy's rule NEP 50, by hand. */
class PromotedTest {
  private static final double TENTH = .1;

  @Test
  void aFloat32SwallowsPythonsFloats() {
    Promoted number = Promoted.closing(.5f).plus(TENTH);
    assertThat(number.value()).isEqualTo(.5f + .1f).isNotEqualTo(.5 + .1);
    assertThat(number.times(3).value()).isEqualTo((.5f + .1f) * 3);
  }

  @Test
  void effortsOutOfBoundsArePythonsIntegers() {
    assertThat(Promoted.closing(2).plus(TENTH).value()).isEqualTo(1.1);
    assertThat(Promoted.closing(-2).plus(TENTH).value()).isEqualTo(.1);
    assertThat(Promoted.closing(0).plus(TENTH).value()).isEqualTo(.1);
  }

  @Test
  void anEffortOfOneIsStillAFloat32() {
    assertThat(Promoted.closing(1).plus(TENTH).value()).isEqualTo((double) 1.1f);
  }

  @Test
  void aPartialEffortIsMeasuredAgainstTheFullOne() {
    assertThat(Promoted.closing(.4f, .8)).isEqualTo(new Promoted(.4f / .8f, true));
    assertThat(Promoted.closing(.9f, .8)).isEqualTo(Promoted.float64(1));
  }
}
