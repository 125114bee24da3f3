package dev.graft.learning.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.learning.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Copies between host and native memory: nothing else makes native arrays, so that all of them lie
 * on the engine's device. Copies are made by libtorch's own allocator: memory of the JVM is aligned
 * by chance, and sums over it would be rounded differently from run to run.
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

  /**
   * A number for the script alone, which takes it with {@code torch.item}: it stays on the host, so
   * that nothing waits for a GPU.
   */
  public static NDArray hostScalar(NDManager manager, double value) {
    return manager.newSubManager(Device.cpu()).create(value);
  }

  /** A whole number for the script alone, see {@link #hostScalar(NDManager, double)}. */
  public static NDArray hostScalar(NDManager manager, long value) {
    return manager.newSubManager(Device.cpu()).create(value);
  }

  /** A scalar on the device, FP32. */
  public static NDArray scalar(NDManager manager, float value) {
    return manager.create(value);
  }

  /** A host copy. */
  public static Tensor copyOut(NDArray array) {
    List<Long> shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    if (array.getDevice().equals(Device.cpu())) {
      return new Tensor(shape, array.toFloatArray());
    }
    // Else DJL's own copy would stay as long as the array's manager.
    try (NDArray host = array.toDevice(Device.cpu(), true)) {
      return new Tensor(shape, host.toFloatArray());
    }
  }
}
