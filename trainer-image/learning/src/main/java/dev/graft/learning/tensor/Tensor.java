package dev.graft.learning.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * A dense FP32 array on the host.
 *
 * @param shape sizes, outermost first; empty for a scalar
 * @param values row-major; owned by the tensor, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by digest
public record Tensor(List<Long> shape, float[] values) {
  /** Refuses a shape that does not hold the values. */
  public Tensor {
    shape = List.copyOf(shape);
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (size != values.length || shape.stream().anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException(
          "shape %s does not hold %d values".formatted(shape, values.length));
    }
  }

  /** A tensor of the given sizes. */
  public static Tensor of(float[] values, long... shape) {
    return new Tensor(Arrays.stream(shape).boxed().toList(), values);
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }
}
