package dev.graft.learning.policy;

import dev.graft.learning.engine.Device;

/** How attention over whole windows is computed. */
enum AttentionKernel {
  /** By libtorch's fused kernel. */
  FUSED,
  /** As a softmax between two products. */
  STEPWISE;

  /** The one to go back through. */
  static AttentionKernel forTraining(Precision precision, Device device) {
    return switch (device) {
      case CPU ->
          switch (precision) {
            case FP32 -> FUSED;
            // The fused kernel takes five times as long to go back through.
            case BF16 -> STEPWISE;
          };
      // The fused kernels add up a gradient in any order: a resumed run would end elsewhere.
      case CUDA -> STEPWISE;
    };
  }
}
