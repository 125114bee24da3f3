package dev.graft.learning.policy;

/** Arithmetic of the blocks in training; parameters and optimizer state are always FP32. */
public enum Precision {
  /** IEEE single precision. */
  FP32,
  /**
   * Linear layers of the blocks in bfloat16; attention, residual stream, norms, embedding, head and
   * loss in FP32. (libtorch's bfloat16 attention is slower than its FP32 one on a CPU: its gradient
   * took a third of a step at 128 wide.)
   */
  BF16
}
