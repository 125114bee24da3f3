package dev.graft.learning.adapter;

import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes copies of some tensors; vectors count as matrices of one column. */
final class WeightEditor {
  private final TensorMap original;
  private final Map<String, Tensor> edited = new LinkedHashMap<>();

  WeightEditor(TensorMap original) {
    this.original = original;
  }

  /** Adds {@code scale * left right} to the rows from {@code firstRow} on; sums are in double. */
  void addProduct(String name, int firstRow, Tensor left, Tensor right, double scale) {
    float[] weight = copy(name);
    int inner = extent(right, 0);
    int columns = extent(right, 1);
    for (int row = 0; row < extent(left, 0); row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        for (int i = 0; i < inner; i++) {
          sum += (double) left.values()[row * inner + i] * right.values()[i * columns + column];
        }
        weight[(firstRow + row) * columns + column] += (float) (scale * sum);
      }
    }
  }

  /** Multiplies each row from {@code firstRow} on by its factor. */
  void scaleRows(String name, int firstRow, float[] factors) {
    float[] weight = copy(name);
    int columns = columns(name);
    for (int i = 0; i < factors.length * columns; i++) {
      weight[firstRow * columns + i] *= factors[i / columns];
    }
  }

  /** Multiplies each column by its factor. */
  void scaleColumns(String name, float[] factors) {
    float[] weight = copy(name);
    for (int i = 0; i < weight.length; i++) {
      weight[i] *= factors[i % factors.length];
    }
  }

  /** The tensors that were changed. */
  TensorMap edited() {
    return new TensorMap(edited);
  }

  private float[] copy(String name) {
    return edited
        .computeIfAbsent(
            name, key -> new Tensor(original.get(key).shape(), original.get(key).values().clone()))
        .values();
  }

  private int columns(String name) {
    Tensor tensor = original.get(name);
    return tensor.shape().size() == 1 ? 1 : extent(tensor, 1);
  }

  private static int extent(Tensor tensor, int dimension) {
    return Math.toIntExact(tensor.shape().get(dimension));
  }
}
