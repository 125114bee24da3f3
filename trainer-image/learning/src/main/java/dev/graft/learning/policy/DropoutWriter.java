package dev.graft.learning.policy;

/**
 * Writes dropout (Srivastava et al. 2014) by comparing random integers of 16 bits. libtorch's own
 * draws double-precision numbers on one thread, which takes three times as long: a seventh of a
 * training step on two threads.
 */
final class DropoutWriter {
  /** Number of the type of the integers, see c10/core/ScalarType.h. */
  private static final int INT16 = 2;

  private static final int LEVELS = 1 << Short.SIZE;

  private DropoutWriter() {}

  /**
   * Writes it.
   *
   * @param probability of a value to become 0, taken to the nearest 65,536th; the others grow so
   *     that the expectation stays
   */
  static String write(ScriptWriter script, String x, double probability) {
    int dropped = (int) Math.min(LEVELS - 1, Math.round(probability * LEVELS));
    String levels =
        script.assign(
            "torch.random_(torch.empty_like(%s, dtype=%d), %d, %d)"
                .formatted(x, INT16, Short.MIN_VALUE, Short.MAX_VALUE + 1));
    String kept = script.assign("torch.ge(%s, %d)".formatted(levels, Short.MIN_VALUE + dropped));
    return script.scale(script.multiply(x, kept), LEVELS / (double) (LEVELS - dropped));
  }
}
