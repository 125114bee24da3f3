package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of the functions on a processor without AVX-512. */
class SvmlTest {
  private static final int COUNT = 10_000;

  /** Each of the two compared is within one unit in the last place of the true value. */
  private static final int UNITS = 2;

  private final SplittableRandom random = new SplittableRandom(5);

  /** float(np.exp(np.float64(x))).hex() with numpy 2.4.6; the C library rounds otherwise. */
  @ParameterizedTest
  @CsvSource({
    "-0.38628245355689084, 0x1.5bf1b837ad3bap-1",
    "-4.25334648525036, 0x1.d1d94e2b15e66p-7",
    "83.14721245490307, 0x1.f0a51c5cfad89p119"
  })
  void expRoundsAsNumpyDoes(double x, double expected) {
    assertThat(Svml.exp(x)).isEqualTo(expected).isNotEqualTo(LibM.exp(x));
  }

  /** float(np.log(np.float64(x))).hex() with numpy 2.4.6; the C library rounds otherwise. */
  @ParameterizedTest
  @CsvSource({
    "1.0153410671052374, 0x1.f2e10e8314582p-7",
    "0.6840068742996737, -0x1.84e6f70543d1cp-2",
    "1.1554215004873267, 0x1.27dd60a61ab53p-3"
  })
  void logRoundsAsNumpyDoes(double x, double expected) {
    assertThat(Svml.log(x)).isEqualTo(expected).isNotEqualTo(LibM.log(x));
  }

  @Test
  void expIsNearTheTrueValue() {
    for (int i = 0; i < COUNT; i++) {
      double x = random.nextDouble(-745, 709);
      double expected = StrictMath.exp(x);
      assertThat(Svml.exp(x)).isCloseTo(expected, within(UNITS * Math.ulp(expected)));
    }
  }

  @Test
  void logIsNearTheTrueValue() {
    for (int i = 0; i < COUNT; i++) {
      double x = Double.longBitsToDouble(random.nextLong(1, 0x7ff0000000000000L));
      double expected = StrictMath.log(x);
      assertThat(Svml.log(x)).isCloseTo(expected, within(UNITS * Math.ulp(expected)));
    }
  }

  @Test
  void edgesAreThoseOfTheDefinition() {
    assertThat(Svml.exp(0)).isEqualTo(1);
    assertThat(Svml.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Svml.exp(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Svml.exp(Double.NaN)).isNaN();
    assertThat(Svml.log(1)).isZero();
    assertThat(Svml.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Svml.log(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Svml.log(-1)).isNaN();
  }
}
