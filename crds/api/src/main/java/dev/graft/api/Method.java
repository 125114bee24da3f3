package dev.graft.api;

import org.jspecify.annotations.Nullable;

/**
 * The adaptation method; exactly one member.
 *
 * @param houlsby two bottleneck adapters a block
 * @param actionHead a copy of the action head is fine-tuned
 * @param fullFineTune every parameter is fine-tuned
 * @param zeroShot nothing is trained
 */
public record Method(
    @Nullable Houlsby houlsby,
    @Nullable Empty actionHead,
    @Nullable Empty fullFineTune,
    @Nullable Empty zeroShot) {

  /**
   * Houlsby et al. (2019): h + Wup GELU(Wdown h) after attention and after the MLP.
   *
   * @param bottleneck width of the bottleneck
   */
  public record Houlsby(int bottleneck) {}

  /** A method without parameters. */
  public record Empty() {}
}
