package dev.graft.simulator.server.task;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;

/** What a client is told of a failure. */
public final class Outcomes {
  private static final Logger LOG = System.getLogger(Outcomes.class.getName());

  private Outcomes() {}

  /** A refusal as it is; anything else is the server's fault, so it is logged here as well. */
  public static StatusRuntimeException of(Throwable failure) {
    return switch (failure) {
      case CompletionException wrapper when wrapper.getCause() != null -> of(wrapper.getCause());
      case StatusRuntimeException refusal -> refusal;
      case RejectedExecutionException stopped ->
          Status.UNAVAILABLE
              .withDescription("the simulator is shutting down")
              .withCause(stopped)
              .asRuntimeException();
      default -> {
        LOG.log(Level.ERROR, "a request failed", failure);
        yield Status.INTERNAL
            .withDescription(failure.toString())
            .withCause(failure)
            .asRuntimeException();
      }
    };
  }
}
