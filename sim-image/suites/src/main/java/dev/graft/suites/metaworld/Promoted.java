package dev.graft.suites.metaworld;

/**
 * A number with the precision that numpy would compute it in (NEP 50): once a float32, such as an
 * action's, has entered, arithmetic with Python's floats stays in float32.
 *
 * @param value the number
 * @param single whether it is a float32
 */
record Promoted(double value, boolean single) {
  static Promoted float64(double value) {
    return new Promoted(value, false);
  }

  /**
   * {@code min(max(0, effort), full) / full} of a float32 effort: Python's own numbers where it is
   * out of bounds, a float32 within them.
   */
  static Promoted closing(float effort, double full) {
    if (effort <= 0) {
      return float64(0);
    }
    return effort > (float) full ? float64(1) : single(effort / (float) full);
  }

  /** {@link #closing(float, double)} with a full effort of 1. */
  static Promoted closing(float effort) {
    return closing(effort, 1);
  }

  /** This number after it met a float64 of numpy's, which is stronger than Python's. */
  Promoted widened() {
    return float64(value);
  }

  Promoted plus(double other) {
    return single ? single((float) value + (float) other) : float64(value + other);
  }

  Promoted plus(Promoted other) {
    if (single || other.single) {
      return single((float) value + (float) other.value);
    }
    return float64(value + other.value);
  }

  Promoted times(double other) {
    return single ? single((float) value * (float) other) : float64(value * other);
  }

  Promoted over(double other) {
    return single ? single((float) value / (float) other) : float64(value / other);
  }

  /** {@link Tolerance#both} in this precision. */
  Promoted both(double other) {
    return single
        ? single(both((float) value, (float) other))
        : float64(Tolerance.both(value, other));
  }

  private static float both(float a, float b) {
    float denominator = a + b - a * b;
    return denominator > 0 ? a * b / denominator : 0;
  }

  private static Promoted single(float value) {
    return new Promoted(value, true);
  }
}
