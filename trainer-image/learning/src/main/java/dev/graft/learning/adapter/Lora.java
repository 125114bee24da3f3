package dev.graft.learning.adapter;

import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.EnumSet;
import java.util.List;

/**
 * Low-rank updates: W x + alpha / r B A dropout(x) (Hu et al. 2022, section 4.1). B starts at zero,
 * so that the adapted policy starts as the backbone. Adds r (inputs + outputs) parameters for each
 * target and block, named as {@code peft} names them.
 *
 * <pre>
 * blocks.i.attention.q_proj.lora_A.weight [r, in]   lora_B.weight [out, r]
 * </pre>
 *
 * @param rank r, at least 1
 * @param alpha above 0
 * @param dropout probability on the update's input, in training only
 * @param targets what is updated, in the order of {@link Projection}; at least one
 */
public record Lora(int rank, double alpha, double dropout, List<Projection> targets)
    implements LinearMethod {

  /** Sorts the targets; refuses none of them, and numbers outside their ranges. */
  public Lora {
    if (rank < 1) {
      throw new IllegalArgumentException("rank is " + rank + "; it must be at least 1");
    }
    if (!(alpha > 0 && Double.isFinite(alpha))) {
      throw new IllegalArgumentException("alpha is " + alpha + "; it must be above 0");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + "; it must lie in [0, 1)");
    }
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "targets is empty; give some of " + EnumSet.allOf(Projection.class));
    }
    targets = List.copyOf(EnumSet.copyOf(targets));
  }

  /** Factor of the update. */
  public double scale() {
    return alpha / rank;
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    LayoutBuilder layout = new LayoutBuilder();
    for (int block = 0; block < architecture.layers(); block++) {
      for (Projection target : targets) {
        String path = target.path(block);
        long inputs = target.inputs(architecture);
        layout
            .parameter(a(path), LayoutBuilder.kaiming(inputs), rank, inputs)
            .parameter(b(path), Initialisation.ZEROS, target.outputs(architecture), rank)
            .graft(block, target.site(), piece(path));
      }
    }
    return layout.build();
  }

  private Graft.Piece piece(String path) {
    return (script, input, output) -> {
      String x = script.dropout(input, dropout);
      String low = script.product(x, script.parameter(a(path)));
      String update = script.product(low, script.parameter(b(path)));
      return script.add(output, script.scale(update, scale()));
    };
  }

  /** W + alpha / r B A. */
  @Override
  public TensorMap fold(Gpt2Architecture architecture, TensorMap values) {
    WeightEditor weights = new WeightEditor(values);
    for (int block = 0; block < architecture.layers(); block++) {
      for (Projection target : targets) {
        Tensor a = values.get(a(target.path(block)));
        Tensor b = values.get(b(target.path(block)));
        weights.addProduct(
            target.owner(block) + ".weight", target.firstRow(architecture), b, a, scale());
      }
    }
    return weights.edited();
  }

  private static String a(String path) {
    return path + ".lora_A.weight";
  }

  private static String b(String path) {
    return path + ".lora_B.weight";
  }
}
