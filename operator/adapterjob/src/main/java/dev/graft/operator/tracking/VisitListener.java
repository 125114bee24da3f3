package dev.graft.operator.tracking;

import java.net.URI;

/** Told how it goes with tracking servers. */
public interface VisitListener {
  /** How a visit went. */
  enum Outcome {
    /** All that was asked for was answered. */
    ANSWERED,
    /** The server did not answer, or not as it should. */
    FAILED
  }

  /** A server was asked about one attempt or one model, in one request or several. */
  void visited(URI server, Outcome outcome);
}
