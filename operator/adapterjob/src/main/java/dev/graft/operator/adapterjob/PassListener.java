package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.jspecify.annotations.Nullable;

/** Told what the passes of the control loop do; called from many threads. */
public interface PassListener {
  /**
   * What a pass has to tell of an AdapterJob.
   *
   * @param job which one
   * @param before what was reported last; absent: nothing
   * @param now what is reported by this pass
   */
  record Report(ResourceID job, @Nullable AdapterJobStatus before, AdapterJobStatus now) {
    /** Whether that has to be written: it may say what is said already. */
    public boolean news() {
      return !now.equals(before);
    }
  }

  /**
   * A child was written.
   *
   * @param verb create, replace or delete
   */
  void childWritten(String verb);

  /** A pass has come to its end. */
  void reported(Report report);

  /** An AdapterJob is there no more. */
  void gone(ResourceID job);
}
