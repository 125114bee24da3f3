package dev.graft.operator.adapterjob;

import dev.graft.api.Phase;
import io.javaoperatorsdk.operator.processing.event.ResourceID;

/** Told what the passes of the control loop do; called from many threads. */
public interface PassListener {
  /** Whether a pass had anything to tell. */
  enum StatusWrite {
    /** The status was written. */
    Patched,
    /** It said all that there is to say already. */
    Unchanged
  }

  /**
   * A child was written.
   *
   * @param verb create, replace or delete
   */
  void childWritten(String verb);

  /** A pass has come to its end. */
  void reported(ResourceID job, Phase phase, StatusWrite write);

  /** An AdapterJob is there no more. */
  void gone(ResourceID job);
}
