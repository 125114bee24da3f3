package dev.graft.learning.tensor;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Named tensors in a fixed order; immutable. */
public final class TensorMap {
  private static final TensorMap EMPTY = new TensorMap(Map.of());

  private final Map<String, Tensor> tensors;

  /** Copies the map, keeping its order. */
  public TensorMap(Map<String, Tensor> tensors) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** No tensors. */
  public static TensorMap empty() {
    return EMPTY;
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor " + name + " among " + tensors.keySet());
    }
    return tensor;
  }

  /** Whether there is a tensor of that name. */
  public boolean contains(String name) {
    return tensors.containsKey(name);
  }

  /** The names, in order. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** Name to tensor, in order. */
  public Map<String, Tensor> asMap() {
    return tensors;
  }

  /** Number of values in all. */
  public long parameterCount() {
    return tensors.values().stream().mapToLong(Tensor::size).sum();
  }

  /** These tensors with those of the same name replaced, and the new ones appended. */
  public TensorMap with(TensorMap others) {
    Map<String, Tensor> merged = new LinkedHashMap<>(tensors);
    merged.putAll(others.tensors);
    return new TensorMap(merged);
  }

  /** Those tensors whose names are chosen, in order. */
  public TensorMap only(Predicate<String> chosen) {
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().removeIf(chosen.negate());
    return new TensorMap(kept);
  }

  /** SHA-256, in hexadecimal, of names, shapes and values; the order does not count. */
  public String digest() {
    ContentDigest digest = new ContentDigest();
    tensors.keySet().stream().sorted().forEach(name -> digest.add(name, get(name)));
    return digest.hex();
  }
}
