package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.learning.policy.Gpt2Architecture;
import java.util.List;

/**
 * Two bottleneck adapters a block: h + Wup GELU(Wdown h + bdown) + bup, after the attention and
 * after the MLP (Houlsby et al. 2019, section 2.1; Transformer Adapters for Robot Learning,
 * equation 1). Adds 2(L - dropLowest)(2dm + m + d) parameters.
 *
 * @param bottleneck width m, at least 1
 * @param dropLowest lowest blocks without adapters
 */
public record Houlsby(int bottleneck, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int dropLowest)
    implements BottleneckMethod {
  private static final List<BottleneckPlace> PLACES =
      List.of(BottleneckPlace.AFTER_ATTENTION, BottleneckPlace.AFTER_MLP);

  /** Refuses an empty bottleneck. */
  public Houlsby {
    Bottlenecks.requireSizes(bottleneck, dropLowest);
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    return Bottlenecks.sequential(this, architecture, PLACES);
  }
}
