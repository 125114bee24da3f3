package dev.graft.cli.bench.soak;

/** One way to use a server and to leave it. */
enum Visit {
  /** A session that steps, resets, steps and says goodbye. */
  PoliteSession,
  /** Requests sent ahead, then goodbye, and nobody reads the answers. */
  UnreadSession,
  /** A call cancelled while the server steps. */
  CancelledSession,
  /** A connection that breaks while the server steps, without a word. */
  BrokenConnection,
  /** A client interrupted while it waits for a step. */
  InterruptedSession,
  /** A channel closed with its session in the middle. */
  ClosedChannel,
  /** A stream that is opened and never used. */
  SilentStream,
  /** A collection, to its end. */
  Collection,
  /** A collection whose reader has enough. */
  CancelledCollection,
  /** Requests that are refused. */
  WrongRequest,
  /** Bytes that are no HTTP/2. */
  Garbage
}
