package dev.graft.learning.adapter;

import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gathers what a method adds to the blocks of a backbone. */
final class LayoutBuilder {
  private final List<ParameterSpec> added = new ArrayList<>();
  private final List<Graft> grafts = new ArrayList<>();

  /** Adds a parameter. */
  LayoutBuilder parameter(String name, Initialisation initialisation, long... shape) {
    added.add(ParameterSpec.of(name, initialisation, shape));
    return this;
  }

  /** Adds {@code path.weight [out, in]} and {@code path.bias [out]}, the latter zero. */
  LayoutBuilder linear(String path, Initialisation weight, long out, long in) {
    return parameter(path + ".weight", weight, out, in)
        .parameter(path + ".bias", Initialisation.ZEROS, out);
  }

  /** Puts a piece on a site. */
  LayoutBuilder graft(int block, BlockSite site, Graft.Piece piece) {
    grafts.add(new Graft(block, site, piece));
    return this;
  }

  /** What was gathered; nothing of the backbone is trained. */
  AdapterLayout build() {
    return new AdapterLayout(added, Set.of(), List.of(), grafts);
  }

  /**
   * As torch.nn.Linear starts its weight: uniform within 1 / sqrt(inputs) (Kaiming, a = sqrt 5).
   */
  static Initialisation kaiming(long inputs) {
    return new Initialisation.Uniform(1 / Math.sqrt(inputs));
  }
}
