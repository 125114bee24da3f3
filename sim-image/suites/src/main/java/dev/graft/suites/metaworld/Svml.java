package dev.graft.suites.metaworld;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static java.lang.Math.fma;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The exponential and the logarithm to the last bit as Intel's Short Vector Math Library computes
 * them for AVX-512 in its high accuracy variant, {@code __svml_exp8_ha} and {@code __svml_log8_ha},
 * which the wheels of numpy for Linux on x86-64 contain (compared with 2.4.6; source:
 * github.com/numpy/SVML, linux/avx512/svml_z0_exp_d_ha.s and svml_z0_log_d_ha.s, BSD 3-Clause
 * License, copyright 2005-2021 NumPy Developers). Results are within one unit in the last place;
 * the C library rounds otherwise in 1 of 20 exponentials and 1 of 200 logarithms.
 *
 * <p>What is taken from there are the method, the order of operations and the coefficients; the
 * tables follow from their definitions.
 */
final class Svml {
  private static final MathContext PRECISION = new MathContext(50);

  private Svml() {}

  /**
   * e to the power of {@code x}. From |x| = 707.7 on, where results come near to or go beyond the
   * bounds of normal numbers, it is the C library's, which equals SVML's except in the last bit of
   * about 1 of 10,000.
   */
  static double exp(double x) {
    return Math.abs(x) < Exp.LIMIT ? Exp.of(x) : LibM.exp(x);
  }

  /** The natural logarithm; for zero, negative numbers, infinity and NaN the C library's. */
  static double log(double x) {
    return x > 0 && x < Double.POSITIVE_INFINITY ? Log.of(x) : LibM.log(x);
  }

  /**
   * With n = x / ln 2 rounded down to sixteenths, 2<sup>n</sup> is a power of two times
   * 2<sup>j/16</sup>, and a polynomial of the rest r = x - n ln 2 in [0, ln 2 / 16] gives
   * e<sup>r</sup> - 1.
   */
  private static final class Exp {
    static final double LIMIT = 0x1.61da04cbafe44p9;

    /** Numbers of this size have a last bit of 1/16. */
    private static final double SIXTEENTHS = 0x1.8p48;

    private static final double LOG2_E = 0x1.71547652b82fep0;
    private static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

    /** 2<sup>j/16</sup>, and what its rounding left off, as a fraction of it. */
    private static final double[] POWER = new double[16];

    private static final double[] REMAINDER = new double[16];

    static {
      BigDecimal root = BigDecimal.TWO;
      for (int halvings = 0; halvings < 4; halvings++) {
        root = root.sqrt(PRECISION);
      }
      BigDecimal power = BigDecimal.ONE;
      for (int j = 0; j < POWER.length; j++) {
        POWER[j] = power.doubleValue();
        BigDecimal rounded = new BigDecimal(POWER[j]);
        REMAINDER[j] = power.subtract(rounded).divide(rounded, PRECISION).doubleValue();
        power = power.multiply(root, PRECISION);
      }
    }

    static double of(double x) {
      double shifted = shifted(x);
      double n = shifted - SIXTEENTHS;
      int j = (int) doubleToRawLongBits(shifted) & 15;
      double r = fma(-n, LN2_LOW, fma(-n, LN2_HIGH, x));
      double r2 = r * r;
      double p = fma(0x1.7411836940c04p-10, r, 0x1.1101cbbc265c0p-7);
      p = fma(p, r2, fma(0x1.55557242d68fep-5, r, 0x1.5555553939732p-3));
      p = fma(p, r2, fma(0x1.000000000d008p-1, r, 0x1.fffffffffff70p-1));
      p = fma(p, r, REMAINDER[j]);
      return Math.scalb(fma(POWER[j], p, POWER[j]), (int) Math.floor(n));
    }

    /** n + {@link #SIXTEENTHS}, which leaves j in the last bits, rounded towards zero. */
    private static double shifted(double x) {
      double nearest = fma(x, LOG2_E, SIXTEENTHS);
      double error = fma(x, LOG2_E, SIXTEENTHS - nearest);
      return error < 0 ? Math.nextDown(nearest) : nearest;
    }
  }

  /**
   * With x = 2<sup>e</sup> m, m in [1, 2), and c the reciprocal of m rounded to 1/32, ln x is e ln
   * 2 - ln c + ln(1 + r), the last a polynomial of r = c m - 1.
   */
  private static final class Log {
    private static final double LN2_HIGH = 0x1.62e42fefap-1;
    private static final double LN2_LOW = 0x1.cf79abc9ep-40;

    /** -ln c in two parts, the first a multiple of 2<sup>-40</sup>, for c = 1 - k/32. */
    private static final double[] HIGH = new double[17];

    private static final double[] LOW = new double[17];

    /**
     * The first 16 bits after the point of the least m whose c is 1 - k/32, k from 1: where the
     * reciprocal that the instruction VRCP14PD approximates, of which these bits decide, passes
     * from one rounding to the next. Measured on a processor of AMD (Zen 4); the table of Intel's
     * emulator in Bochs (cpu/avx/avx512_rcp14.cc) has the same.
     */
    private static final int[] LEAST = {
      0x040f, 0x0c97, 0x15b4, 0x1f70, 0x29e6, 0x3523, 0x4143, 0x4e5f,
      0x5c99, 0x6c15, 0x7d07, 0x8f9c, 0xa41a, 0xbad0, 0xd41c, 0xf080
    };

    static {
      for (int k = 0; k < HIGH.length; k++) {
        BigDecimal exact = ln(new BigDecimal(normalised(k))).negate();
        HIGH[k] = Math.rint(exact.doubleValue() * 0x1p40) * 0x1p-40;
        LOW[k] = exact.subtract(new BigDecimal(HIGH[k])).doubleValue();
      }
    }

    static double of(double x) {
      double scaled = x < Double.MIN_NORMAL ? x * 0x1p54 : x;
      long bits = doubleToRawLongBits(scaled);
      double m = longBitsToDouble((bits & 0xfffffffffffffL) | 0x3ff0000000000000L);
      int k = reciprocal((int) (bits >>> 36) & 0xffff);
      double e = Math.getExponent(scaled) - (scaled == x ? 0 : 54) + (isDoubled(k) ? 1 : 0);
      double r = fma(1 - k / 32., m, -1);
      double high = fma(e, LN2_HIGH, HIGH[k]);
      double sum = high + r;
      double rest = fma(polynomial(r), r * r, r - (sum - high));
      return sum + (rest + fma(e, LN2_LOW, LOW[k]));
    }

    /** (ln(1 + r) - r) / r². */
    private static double polynomial(double r) {
      double r2 = r * r;
      double upper = fma(0x1.c81cd309d7c70p-4, r, -0x1.007357e93af62p-3);
      upper = fma(upper, r2, fma(0x1.249229cee81efp-3, r, -0x1.55553fb28db06p-3));
      double lower = fma(0x1.9999999cc9f5cp-3, r, -0x1.00000000c05bdp-2);
      lower = fma(lower, r2, fma(0x1.5555555555466p-2, r, -0x1.fffffffffffc6p-2));
      return fma(upper, r2 * r2, lower);
    }

    /** The k of the reciprocal of a number that begins with these bits. */
    private static int reciprocal(int bits) {
      int k = 0;
      while (k < LEAST.length && bits >= LEAST[k]) {
        k++;
      }
      return k;
    }

    /** c, doubled below 3/4, so that its logarithm is small where that of x is near 0. */
    private static double normalised(int k) {
      double c = 1 - k / 32.;
      return isDoubled(k) ? 2 * c : c;
    }

    private static boolean isDoubled(int k) {
      return k > 8;
    }

    /** 2 artanh((x - 1) / (x + 1)), for x in [3/4, 3/2]. */
    private static BigDecimal ln(BigDecimal x) {
      BigDecimal t = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), PRECISION);
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal power = t;
      for (int n = 1; n < 80; n += 2) {
        sum = sum.add(power.divide(BigDecimal.valueOf(n), PRECISION), PRECISION);
        power = power.multiply(t, PRECISION).multiply(t, PRECISION);
      }
      return sum.add(sum);
    }
  }
}
