package dev.graft.learning.tensor;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How a parameter starts. */
public sealed interface Initialisation {

  /**
   * Every value alike.
   *
   * @param value the value
   */
  record Constant(float value) implements Initialisation {}

  /**
   * Normal around 0.
   *
   * @param deviation standard deviation
   */
  record Normal(double deviation) implements Initialisation {}

  /**
   * Uniform in [-bound, bound).
   *
   * @param bound above 0
   */
  record Uniform(double bound) implements Initialisation {}

  /** A square matrix: ones on the diagonal, else zeros. */
  record Identity() implements Initialisation {}

  /** A square matrix that changes nothing. */
  Initialisation IDENTITY = new Identity();

  /** All zeros. */
  Initialisation ZEROS = new Constant(0f);

  /** All ones. */
  Initialisation ONES = new Constant(1f);

  /** Draws {@code size} values; the same on every machine. */
  default float[] draw(int size, SplittableRandom random) {
    float[] values = new float[size];
    switch (this) {
      case Constant constant -> Arrays.fill(values, constant.value());
      case Identity _ -> {
        int side = (int) Math.sqrt(size);
        if (side * side != size) {
          throw new IllegalArgumentException(size + " values are no square matrix");
        }
        for (int i = 0; i < size; i += side + 1) {
          values[i] = 1;
        }
      }
      case Normal normal -> {
        for (int i = 0; i < size; i++) {
          values[i] = (float) (normal.deviation() * random.nextGaussian());
        }
      }
      case Uniform uniform -> {
        for (int i = 0; i < size; i++) {
          values[i] = (float) (uniform.bound() * (2 * random.nextDouble() - 1));
        }
      }
    }
    return values;
  }
}
