package dev.graft.trainer;

import dev.graft.learning.training.CheckpointMismatchException;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.lerobot.DatasetException;
import dev.graft.trainer.mlflow.TrackingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a trainer process ends; a Job's pod failure policy reads it. */
public enum ExitCode {
  /** The stage is done. */
  Done(0),
  /** Something went wrong that another attempt may survive. */
  Failed(1),
  /** The arguments, the plan or its inputs are wrong: the same attempt would fail again. */
  Configuration(64),
  /** The process was asked to leave, and has left a checkpoint. */
  Checkpointed(75);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }

  /** The code of a failure. */
  public static ExitCode of(Throwable failure) {
    return switch (failure) {
      case IllegalArgumentException wrong -> Configuration;
      case CheckpointMismatchException other -> Configuration;
      case DatasetException unreadable -> Configuration;
      case SimulatorException refused when refused.reason() == SimulatorException.Reason.Invalid ->
          Configuration;
      case TrackingException refused
          when refused.reason() == TrackingException.Reason.Refused
              || refused.reason() == TrackingException.Reason.Unauthorised ->
          Configuration;
      default -> Failed;
    };
  }

  /** What a person should read of a failure, in one line. */
  public static String message(Throwable failure) {
    @Nullable String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message;
    return diskIsFull(failure)
        ? text + ": the disk is full; free some space and start again, nothing half-written is used"
        : text;
  }

  // Libraries that unpack or write wrap the exception that says so.
  private static boolean diskIsFull(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = at.getMessage();
      if (at instanceof IOException
          && message != null
          && message.contains("No space left on device")) {
        return true;
      }
    }
    return false;
  }
}
