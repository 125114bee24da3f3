package dev.graft.operator.telemetry;

/** How an attempt of an AdapterJob ends. */
enum AttemptEnd {
  /** All its runs are evaluated. */
  SUCCEEDED,
  /** The backbone, or a run, was given up. */
  FAILED,
  /** The spec was changed before, so that another attempt took its place. */
  REPLACED,
  /** The AdapterJob was deleted before. */
  DELETED
}
