package dev.graft.api;

/** Where an adapter run stands. */
public enum RunPhase {
  /** Not started. */
  Pending,
  /** Training or evaluating. */
  Running,
  /** Evaluated and recorded. */
  Succeeded,
  /** Given up. */
  Failed
}
