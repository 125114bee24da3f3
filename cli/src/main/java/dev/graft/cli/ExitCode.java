package dev.graft.cli;

/** How a command ends. */
public enum ExitCode {
  /** Done. */
  Done(0),
  /** The input and the usage were right, but the work failed. */
  Failed(1),
  /** The input, the usage or the machine is not as it must be; the message says what to change. */
  Usage(2),
  /** Interrupted; the same command resumes. */
  Interrupted(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process's exit status. */
  public int code() {
    return code;
  }
}
