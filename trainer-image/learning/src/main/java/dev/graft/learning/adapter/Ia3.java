package dev.graft.learning.adapter;

import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.TensorMap;

/**
 * Learned scales of keys, values and the MLP's hidden layer (Liu et al. 2022, section 3.3). They
 * start at one, so that the adapted policy starts as the backbone. Adds L(2d + 4d) parameters,
 * named and shaped as {@code peft} has them: a column for what a layer writes, a row for what it
 * reads.
 *
 * <pre>
 * blocks.i.attention.k_proj.ia3_l [d, 1]   v_proj.ia3_l [d, 1]   blocks.i.mlp.down_proj.ia3_l [1, 4d]
 * </pre>
 */
public record Ia3() implements LinearMethod {
  private static final String NAME = ".ia3_l";

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    long d = architecture.embeddingDim();
    LayoutBuilder layout = new LayoutBuilder();
    for (int block = 0; block < architecture.layers(); block++) {
      String keys = name(Projection.K_PROJ, block);
      String values = name(Projection.V_PROJ, block);
      String hidden = name(Projection.DOWN_PROJ, block);
      layout
          .parameter(keys, Initialisation.ONES, d, 1)
          .parameter(values, Initialisation.ONES, d, 1)
          .parameter(hidden, Initialisation.ONES, 1, architecture.mlpDim())
          .graft(block, BlockSite.KEY, scaled(keys))
          .graft(block, BlockSite.VALUE, scaled(values))
          .graft(block, BlockSite.MLP_HIDDEN, scaled(hidden));
    }
    return layout.build();
  }

  private static Graft.Piece scaled(String name) {
    return (script, input, output) ->
        script.multiply(output, "torch.flatten(" + script.parameter(name) + ")");
  }

  /** Rows of keys and values times their scales, and columns of the MLP's second layer. */
  @Override
  public TensorMap fold(Gpt2Architecture architecture, TensorMap values) {
    WeightEditor weights = new WeightEditor(values);
    for (int block = 0; block < architecture.layers(); block++) {
      for (Projection target : new Projection[] {Projection.K_PROJ, Projection.V_PROJ}) {
        float[] scales = values.get(name(target, block)).values();
        int row = target.firstRow(architecture);
        weights.scaleRows(target.owner(block) + ".weight", row, scales);
        weights.scaleRows(target.owner(block) + ".bias", row, scales);
      }
      weights.scaleColumns(
          Projection.DOWN_PROJ.owner(block) + ".weight",
          values.get(name(Projection.DOWN_PROJ, block)).values());
    }
    return weights.edited();
  }

  private static String name(Projection target, int block) {
    return target.path(block) + NAME;
  }
}
