package dev.graft.simulator.remote;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import io.grpc.Status;
import io.grpc.StatusException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a failed call means to its caller. */
final class Failures {
  private Failures() {}

  static SimulatorException of(StatusException failure, String address) {
    Status status = failure.getStatus();
    Reason reason = isBrokenConnection(status) ? Reason.Lost : reason(status.getCode());
    return new SimulatorException(reason, message(reason, status, address), failure);
  }

  /** A connection that breaks while a call is being sent has no code of its own in gRPC. */
  private static boolean isBrokenConnection(Status status) {
    boolean broken = false;
    for (Throwable at = status.getCause(); at != null; at = at.getCause()) {
      broken |= at instanceof IOException;
    }
    return broken && status.getCode() == Status.Code.UNKNOWN;
  }

  private static Reason reason(Status.Code code) {
    return switch (code) {
      case INVALID_ARGUMENT,
          FAILED_PRECONDITION,
          OUT_OF_RANGE,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED ->
          Reason.Invalid;
      case RESOURCE_EXHAUSTED -> Reason.Exhausted;
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED -> Reason.Lost;
      case OK, UNKNOWN, INTERNAL, DATA_LOSS -> Reason.Failed;
    };
  }

  private static String message(Reason reason, Status status, String address) {
    String said = said(status);
    return switch (reason) {
      case Invalid -> said;
      case Exhausted, Failed, Interrupted -> "simulator " + address + ": " + said;
      case Lost ->
          "simulator "
              + address
              + " cannot be reached or was lost ("
              + said
              + "): check that it runs and that the address is right";
    };
  }

  /** The description, and the innermost cause where there is one: "Connection refused". */
  private static String said(Status status) {
    String description = status.getDescription();
    String text = description == null ? status.getCode().toString() : description;
    @Nullable String cause = innermost(status.getCause());
    return cause == null || text.contains(cause) ? text : text + ": " + cause;
  }

  private static @Nullable String innermost(@Nullable Throwable cause) {
    @Nullable String message = null;
    for (Throwable at = cause; at != null; at = at.getCause()) {
      message = at.getMessage() == null ? message : at.getMessage();
    }
    return message;
  }

  static SimulatorException late(String address, String awaited, Duration patience) {
    return new SimulatorException(
        Reason.Lost,
        "simulator %s sent no %s within %d s: it hangs or is overloaded"
            .formatted(address, awaited, patience.toSeconds()));
  }

  static SimulatorException interrupted(InterruptedException interruption) {
    Thread.currentThread().interrupt();
    return new SimulatorException(
        Reason.Interrupted, "interrupted while waiting for a simulator", interruption);
  }
}
