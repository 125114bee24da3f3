package dev.graft.api;

/**
 * Arithmetic of the linear layers and of attention in training; parameters and optimizer state are
 * always FP32.
 */
public enum Precision {
  /** IEEE single precision. */
  FP32,
  /** bfloat16 inputs and weights, results in single precision. */
  BF16
}
