package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.learning.policy.Gpt2Architecture;
import java.util.List;

/**
 * One bottleneck adapter a block: h + Wup GELU(Wdown h + bdown) + bup, after the MLP (Pfeiffer et
 * al. 2021, section 3.1, in a block with pre-norm). Adds (L - dropLowest)(2dm + m + d) parameters.
 *
 * @param bottleneck width m, at least 1
 * @param dropLowest lowest blocks without adapters
 */
public record Pfeiffer(int bottleneck, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int dropLowest)
    implements BottleneckMethod {
  private static final List<BottleneckPlace> PLACES = List.of(BottleneckPlace.AFTER_MLP);

  /** Refuses an empty bottleneck. */
  public Pfeiffer {
    Bottlenecks.requireSizes(bottleneck, dropLowest);
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    return Bottlenecks.sequential(this, architecture, PLACES);
  }
}
