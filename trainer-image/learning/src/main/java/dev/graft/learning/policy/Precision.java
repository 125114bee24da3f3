package dev.graft.learning.policy;

/** Arithmetic of the blocks in training; parameters and optimizer state are always FP32. */
public enum Precision {
  /** IEEE single precision. */
  FP32,
  /**
   * Linear layers and attention of the blocks in bfloat16; residual stream, norms, embedding, head
   * and loss in FP32.
   */
  BF16
}
