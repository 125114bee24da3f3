package dev.graft.api;

/** Where an AdapterJob stands, derived from its conditions. */
public enum Phase {
  /** Accepted, nothing started yet. */
  Pending,
  /** Waits for something named in the condition Ready. */
  Waiting,
  /** Children are at work. */
  Running,
  /** All runs are done. */
  Succeeded,
  /** It stopped; the condition Stalled says why and what to do. */
  Failed
}
