package dev.graft.api;

/** Where an AdapterJob stands, derived from its conditions. */
public enum Phase {
  /** Accepted, nothing started yet. */
  Pending,
  /** Waits for something named in the condition Ready. */
  Waiting,
  /** Children are at work. */
  Running,
  /** To be put aside: pods are leaving. */
  Suspending,
  /** Put aside: no pods, what is finished is kept. */
  Suspended,
  /** All runs are done. */
  Succeeded,
  /** It stopped; the condition Stalled says why and what to do. */
  Failed
}
