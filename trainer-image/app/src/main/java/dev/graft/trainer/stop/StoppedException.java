package dev.graft.trainer.stop;

/** A stage leaves because it was asked to; what it has done is kept. */
public final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a stack trace: nothing went wrong. */
  public StoppedException() {
    super("stopped; the next start continues", null, false, false);
  }
}
