package dev.graft.simulator.client;

/** A request that a simulator refused or could not finish. */
public final class SimulatorException extends RuntimeException {
  /** Why. */
  public enum Reason {
    /** The request is wrong; the same one would be refused again. */
    Invalid,
    /** The simulator has no room; later or elsewhere it may succeed. */
    Exhausted,
    /** The simulator cannot be reached or was lost; the same request may succeed elsewhere. */
    Lost,
    /** The simulator itself failed, in its physics or its code; the same request may fail again. */
    Failed,
    /** The calling thread was interrupted while it waited; its interrupt flag is set again. */
    Interrupted
  }

  private final Reason reason;

  /** With the message of the simulator. */
  public SimulatorException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** For a failure that the client itself finds. */
  public SimulatorException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why the request failed. */
  public Reason reason() {
    return reason;
  }
}
