package dev.graft.learning.policy;

/** Arithmetic of the blocks in training; parameters and optimizer state are always FP32. */
public enum Precision {
  /** IEEE single precision. */
  FP32,
  /** Linear layers and attention in bfloat16; residual stream, norms, head and loss in FP32. */
  BF16
}
