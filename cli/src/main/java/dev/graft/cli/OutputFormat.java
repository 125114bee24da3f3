package dev.graft.cli;

/** What a command prints on standard output. */
public enum OutputFormat {
  /** For a person. */
  text,
  /** For a program; progress and messages go to standard error. */
  json
}
