package dev.graft.trainer.record;

import java.io.IOException;

/** Takes a run's records, in order. Used from one thread. */
public interface Recorder {
  /**
   * Takes a record. It may be delivered later, but before any record that follows it.
   *
   * @throws IOException when a file that the record names cannot be read
   */
  void record(RunRecord record) throws IOException;
}
