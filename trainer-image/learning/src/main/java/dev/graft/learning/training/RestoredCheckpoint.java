package dev.graft.learning.training;

/**
 * Where a session continues.
 *
 * @param step optimizer steps done
 * @param exactness whether the final weights will be those of an undisturbed run
 */
public record RestoredCheckpoint(long step, Exactness exactness) {

  /** Whether the machine computes as the one that wrote the checkpoint. */
  public enum Exactness {
    /** Same processor, library and thread count: the same bits. */
    EXACT,
    /** Another processor, library or thread count: rounding differs. */
    INEXACT
  }
}
