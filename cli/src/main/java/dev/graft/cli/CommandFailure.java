package dev.graft.cli;

/**
 * An expected failure that ends the command: {@link Graft} prints its message and nothing else.
 *
 * <p>Anything else that escapes a command is a bug and is printed with its stack trace.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  private CommandFailure(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The input or the machine is not as it must be: {@code message} names it and the remedy. */
  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.Usage, message);
  }

  /** The work failed: {@code message} says where to look. */
  public static CommandFailure failed(String message) {
    return new CommandFailure(ExitCode.Failed, message);
  }

  /** How the command ends. */
  public ExitCode exitCode() {
    return exitCode;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
