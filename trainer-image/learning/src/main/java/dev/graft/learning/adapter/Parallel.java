package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;

/**
 * One bottleneck adapter a block, beside the MLP and reading what the MLP reads: MLP(x) + s (Wup
 * ReLU(Wdown x + bdown) + bup) (He et al. 2022, table 1 and section 4.6). Adds (L - dropLowest)(2dm
 * + m + d) parameters.
 *
 * @param bottleneck width m, at least 1
 * @param scale factor s, above 0
 * @param dropLowest lowest blocks without adapters
 */
public record Parallel(
    int bottleneck, double scale, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int dropLowest)
    implements BottleneckMethod {

  /** Refuses an empty bottleneck and a scale that is not above 0. */
  public Parallel {
    Bottlenecks.requireSizes(bottleneck, dropLowest);
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("scale is " + scale + "; it must be above 0");
    }
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    LayoutBuilder layout = new LayoutBuilder();
    BottleneckPlace place = BottleneckPlace.AFTER_MLP;
    blocks(architecture)
        .forEach(
            block -> {
              Bottlenecks.dense(layout, place.path(block), architecture.embeddingDim(), bottleneck);
              layout.graft(block, place.site(), piece(place.path(block)));
            });
    return layout.build();
  }

  private Graft.Piece piece(String path) {
    return (script, input, output) -> {
      String low = script.relu(script.linear(input, path + ".down_proj"));
      String added = script.scale(script.linear(low, path + ".up_proj"), scale);
      return script.add(output, added);
    };
  }
}
