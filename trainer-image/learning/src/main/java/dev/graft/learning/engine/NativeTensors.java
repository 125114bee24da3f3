package dev.graft.learning.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.learning.tensor.Tensor;
import java.util.Arrays;

/**
 * Copies between host and native memory. Copies are made by libtorch's own allocator: memory of the
 * JVM is aligned by chance, and sums over it would be rounded differently from run to run.
 */
public final class NativeTensors {

  private NativeTensors() {}

  /** A native copy. */
  public static NDArray copyIn(NDManager manager, Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
    return copyIn(manager, tensor.values(), shape);
  }

  /** A native copy, FP32. */
  public static NDArray copyIn(NDManager manager, float[] values, long... shape) {
    try (NDArray borrowed = manager.create(values, new Shape(shape))) {
      return borrowed.duplicate();
    }
  }

  /** A native copy, int64. */
  public static NDArray copyIn(NDManager manager, long[] values, long... shape) {
    try (NDArray borrowed = manager.create(values, new Shape(shape))) {
      return borrowed.duplicate();
    }
  }

  /** A host copy. */
  public static Tensor copyOut(NDArray array) {
    return new Tensor(
        Arrays.stream(array.getShape().getShape()).boxed().toList(), array.toFloatArray());
  }
}
