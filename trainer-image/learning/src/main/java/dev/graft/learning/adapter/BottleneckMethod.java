package dev.graft.learning.adapter;

import dev.graft.learning.policy.Gpt2Architecture;
import java.util.stream.IntStream;

/**
 * Adapters with a narrow hidden layer of m numbers, in all blocks but the lowest few (AdapterDrop:
 * Rücklé et al. 2021, section 3). What projects up starts at zero, so that the adapted policy
 * starts as the backbone.
 */
public sealed interface BottleneckMethod extends BlockMethod
    permits Houlsby, Pfeiffer, Parallel, Compacter {

  /** Width m of the hidden layer, at least 1. */
  int bottleneck();

  /** Lowest blocks that get no adapter. */
  int dropLowest();

  /**
   * The blocks with adapters.
   *
   * @throws IllegalArgumentException when there are none
   */
  default IntStream blocks(Gpt2Architecture architecture) {
    if (dropLowest() >= architecture.layers()) {
      throw new IllegalArgumentException(
          "dropLowest is %d, which leaves none of %d layers an adapter; use less"
              .formatted(dropLowest(), architecture.layers()));
    }
    return IntStream.range(dropLowest(), architecture.layers());
  }
}
