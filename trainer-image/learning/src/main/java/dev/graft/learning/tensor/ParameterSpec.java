package dev.graft.learning.tensor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A parameter that a network or an adapter has.
 *
 * @param name path in the network, as in its file
 * @param shape sizes, outermost first
 * @param initialisation how it starts
 */
public record ParameterSpec(String name, List<Long> shape, Initialisation initialisation) {
  /** Copies the shape. */
  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /** A parameter of the given sizes. */
  public static ParameterSpec of(String name, Initialisation initialisation, long... shape) {
    return new ParameterSpec(name, Arrays.stream(shape).boxed().toList(), initialisation);
  }

  /** Number of values. */
  public long size() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Draws the starting values, each parameter from a stream of its own, so that one more parameter
   * leaves the others as they were.
   */
  public static TensorMap initialise(List<ParameterSpec> specs, long seed) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      SplittableRandom stream = new SplittableRandom(mix(seed, spec.name()));
      float[] values = spec.initialisation().draw(Math.toIntExact(spec.size()), stream);
      tensors.put(spec.name(), new Tensor(spec.shape(), values));
    }
    return new TensorMap(tensors);
  }

  /**
   * Checks that tensors are just these parameters.
   *
   * @throws IllegalArgumentException at the first that is missing, has another shape, or is one too
   *     many
   */
  public static void requireFit(List<ParameterSpec> specs, TensorMap tensors) {
    for (ParameterSpec spec : specs) {
      List<Long> found = tensors.get(spec.name()).shape();
      if (!found.equals(spec.shape())) {
        throw new IllegalArgumentException(
            "%s has shape %s; %s is needed".formatted(spec.name(), found, spec.shape()));
      }
    }
    if (tensors.names().size() != specs.size()) {
      throw new IllegalArgumentException(
          "%d tensors; %d are needed".formatted(tensors.names().size(), specs.size()));
    }
  }

  private static long mix(long seed, String name) {
    return new SplittableRandom(seed).nextLong() ^ (name.hashCode() * 0x9E3779B97F4A7C15L);
  }
}
