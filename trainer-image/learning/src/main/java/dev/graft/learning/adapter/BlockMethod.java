package dev.graft.learning.adapter;

import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.MlpArchitecture;

/** Methods that put pieces on the sites of transformer blocks. */
public sealed interface BlockMethod extends AdapterMethod
    permits BottleneckMethod, Fusion, LinearMethod {

  /** What this method makes of a transformer. */
  AdapterLayout layout(Gpt2Architecture architecture);

  @Override
  default AdapterLayout layout(Architecture architecture) {
    return layout(transformer(architecture));
  }

  /**
   * The architecture as a transformer.
   *
   * @throws IllegalArgumentException when it is none
   */
  default Gpt2Architecture transformer(Architecture architecture) {
    return switch (architecture) {
      case Gpt2Architecture gpt2 -> gpt2;
      case MlpArchitecture mlp ->
          throw new IllegalArgumentException(
              "%s needs the blocks of a transformer, and %s has none; use actionHead, fullFineTune or zeroShot"
                  .formatted(this, mlp));
    };
  }
}
