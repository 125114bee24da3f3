package dev.graft.trainer.stop;

import java.util.concurrent.atomic.AtomicBoolean;

/** Asks a stage to leave at the next boundary between two steps. Thread-safe. */
public final class StopSignal {
  private final AtomicBoolean requested = new AtomicBoolean();

  /** Asks; may be called from any thread, more than once. */
  public void request() {
    requested.set(true);
  }

  /** Whether it was asked. */
  public boolean requested() {
    return requested.get();
  }

  /**
   * Leaves when it was asked.
   *
   * @throws StoppedException then
   */
  public void check() {
    if (requested()) {
      throw new StoppedException();
    }
  }
}
