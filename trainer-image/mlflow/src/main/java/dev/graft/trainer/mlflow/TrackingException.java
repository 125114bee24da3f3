package dev.graft.trainer.mlflow;

import org.jspecify.annotations.Nullable;

/** A tracking server that cannot be reached, or that refused a request. */
public final class TrackingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether asking again can help. */
  public enum Reason {
    /** No answer, or one that says the server is in trouble: later it may succeed. */
    Unavailable,
    /** One side does not trust the other: a wrong password, an unknown authority. */
    Unauthorised,
    /** What answers is not MLflow: the address is wrong, or a proxy speaks in its place for now. */
    NotMlflow,
    /** The server understood and refused: the same request would be refused again. */
    Refused
  }

  private final Reason reason;

  /** With what a person can do about it in the message. */
  public TrackingException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Whether asking again can help. */
  public Reason reason() {
    return reason;
  }
}
