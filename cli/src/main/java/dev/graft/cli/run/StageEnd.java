package dev.graft.cli.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How a stage's process ended. */
sealed interface StageEnd {

  /**
   * Its work is done.
   *
   * @param elapsed since the process started
   */
  record Done(Duration elapsed) implements StageEnd {}

  /** It was told to stop; the same stage can be resumed. */
  record Stopped() implements StageEnd {}

  /**
   * It failed.
   *
   * @param cause why
   * @param status exit status of the process; above 128: killed by the signal of that number
   * @param log what it wrote
   * @param lastLines of the log
   */
  record Failed(Cause cause, int status, Path log, List<String> lastLines) implements StageEnd {
    public Failed {
      lastLines = List.copyOf(lastLines);
    }
  }

  /** Why a stage failed. */
  enum Cause {
    /** It refused its configuration; the same one would be refused again. */
    Configuration,
    /** It was killed, as by the kernel when memory is short. */
    Killed,
    /** Anything else. */
    Error
  }
}
