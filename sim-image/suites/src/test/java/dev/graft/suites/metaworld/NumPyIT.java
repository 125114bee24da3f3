package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.suites.PythonOracle;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares with numpy on this machine, that is with what it computes on such a processor; the build
 * runs this a second time with {@code NPY_DISABLE_CPU_FEATURES} set.
 */
class NumPyIT {
  private static final int COUNT = 100_000;

  /** Farther from 0, numpy's result comes from another routine. */
  private static final double EXP_BOUND = 707.7;

  private static final double[] SPECIAL = {
    0,
    -0.,
    1,
    -1,
    Math.nextDown(1.),
    Math.nextUp(1.),
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Math.nextDown(Double.MIN_NORMAL),
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void expEqualsNumpyBitByBit() throws IOException {
    assertEqualsNumpy("exp", NumPy::exp, draw(() -> 3 * Math.log(1 - random.nextDouble())));
    assertEqualsNumpy("exp", NumPy::exp, draw(() -> -Math.pow(10, -30 * random.nextDouble())));
    assertEqualsNumpy("exp", NumPy::exp, draw(() -> random.nextDouble(-EXP_BOUND, EXP_BOUND)));
    assertEqualsNumpy("exp", NumPy::exp, SPECIAL);
  }

  @Test
  void logEqualsNumpyBitByBit() throws IOException {
    assertEqualsNumpy("log", NumPy::log, draw(() -> random.nextDouble(1.5)));
    assertEqualsNumpy("log", NumPy::log, draw(() -> 1 + random.nextDouble(-1e-3, 1e-3)));
    assertEqualsNumpy("log", NumPy::log, draw(this::anyPositive));
    assertEqualsNumpy("log", NumPy::log, draw(() -> random.nextDouble(Double.MIN_NORMAL)));
    assertEqualsNumpy("log", NumPy::log, SPECIAL);
  }

  /** The instruction that approximates a reciprocal decides by the first 16 bits of a mantissa. */
  @Test
  void logEqualsNumpyOnBothSidesOfEachStepOfTheReciprocal() throws IOException {
    double[] steps = IntStream.range(0, 1 << 16).mapToDouble(bits -> 1 + bits * 0x1p-16).toArray();
    assertEqualsNumpy("log", NumPy::log, steps);
    assertEqualsNumpy("log", NumPy::log, DoubleStream.of(steps).map(Math::nextDown).toArray());
  }

  @Test
  void expIsWithinOneUnitInTheLastPlaceOfNumpyWhereResultsVanish() throws IOException {
    double[] arguments = draw(() -> random.nextDouble(-746, -EXP_BOUND));
    DoubleBuffer expected = PythonOracle.apply(folder, "exp", arguments);
    for (double x : arguments) {
      double wanted = expected.get();
      assertThat(Math.abs(NumPy.exp(x) - wanted)).isLessThanOrEqualTo(Math.ulp(wanted));
    }
  }

  private static double[] draw(DoubleSupplier next) {
    return DoubleStream.generate(next).limit(COUNT).toArray();
  }

  private double anyPositive() {
    return Double.longBitsToDouble(random.nextLong(1, Double.doubleToLongBits(Double.MAX_VALUE)));
  }

  private void assertEqualsNumpy(String name, DoubleUnaryOperator function, double[] arguments)
      throws IOException {
    DoubleBuffer expected = PythonOracle.apply(folder, name, arguments);
    List<String> different = new ArrayList<>();
    for (double x : arguments) {
      double wanted = expected.get();
      double actual = function.applyAsDouble(x);
      if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(actual)) {
        different.add("%s(%s) = %s, not %s".formatted(name, x, wanted, actual));
      }
    }
    assertThat(different).isEmpty();
  }
}
