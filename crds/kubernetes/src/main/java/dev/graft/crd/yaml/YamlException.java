package dev.graft.crd.yaml;

/** The text is not YAML that can be read. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String problem;

  YamlException(int line, String message) {
    super(message);
    this.line = line;
    this.problem = message;
  }

  /** What is wrong and what to do. */
  public String problem() {
    return problem;
  }

  /** The line of the problem, from 1. */
  public int line() {
    return line;
  }
}
