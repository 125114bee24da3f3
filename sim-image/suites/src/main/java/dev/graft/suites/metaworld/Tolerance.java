package dev.graft.suites.metaworld;

/**
 * Shapes rewards: 1 within bounds, falling off outside of them (metaworld 3.1.1,
 * utils/reward_utils.py, after dm_control).
 */
enum Tolerance {
  /** exp(-d²/2), scaled. */
  GAUSSIAN {
    private static final double SCALE = Math.sqrt(-2 * NumPy.log(VALUE_AT_MARGIN));

    @Override
    double falloff(double d) {
      return NumPy.exp(-0.5 * LibM.square(d * SCALE));
    }
  },
  /** 1 / (1 + d²), scaled. */
  LONG_TAIL {
    private static final double SCALE = Math.sqrt(1 / VALUE_AT_MARGIN - 1);

    @Override
    double falloff(double d) {
      return 1 / (LibM.square(d * SCALE) + 1);
    }
  };

  /** What is left at {@code margin} from the bounds. */
  private static final double VALUE_AT_MARGIN = 0.1;

  /** From 1 at distance 0 to {@link #VALUE_AT_MARGIN} at distance 1. */
  abstract double falloff(double distance);

  /** 1 if {@code x} is in [{@code lower}, {@code upper}], less with the distance from it. */
  double of(double x, double lower, double upper, double margin) {
    if (margin < 0) {
      throw new IllegalArgumentException("margin is %s, must not be negative".formatted(margin));
    }
    if (lower <= x && x <= upper) {
      return 1;
    }
    if (margin == 0) {
      return 0;
    }
    return falloff((x < lower ? lower - x : x - upper) / margin);
  }

  /** 1 if {@code x} is at most {@code upper}, less with the distance from it; x is not negative. */
  double upTo(double upper, double x, double margin) {
    return of(x, 0, upper, margin);
  }

  /** The Hamacher product, a conjunction of two degrees of truth in [0, 1]. */
  static double both(double a, double b) {
    double denominator = a + b - a * b;
    return denominator > 0 ? a * b / denominator : 0;
  }
}
