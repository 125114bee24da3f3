package dev.graft.simulator.server.task;

import dev.graft.suites.RefusedGoalException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Requests that are refused, each with the field, the value and the remedy. */
public final class Refusals {
  private static final int LONGEST_SHOWN = 80;

  private Refusals() {}

  /**
   * A value that no state of the simulator would make right.
   *
   * @param field as the protocol names it, such as {@code open.tasks[2]}
   * @param remedy what to give instead
   */
  public static StatusRuntimeException invalid(String field, Object value, String remedy) {
    String shown = value instanceof String text ? "'" + shortened(text) + "'" : value.toString();
    return Status.INVALID_ARGUMENT
        .withDescription(field + " is " + shown + ": " + remedy)
        .asRuntimeException();
  }

  /** A message travels in a header, whose size is limited. */
  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }

  /** A call that was left alone; the client that still needs it begins it anew. */
  public static StatusRuntimeException idle(String statement, Duration limit) {
    return Status.DEADLINE_EXCEEDED
        .withDescription(
            "%s for %d s, so it was ended; begin another, or raise --idle"
                .formatted(statement, limit.toSeconds()))
        .asRuntimeException();
  }

  /** A message that cannot come where it came. */
  public static StatusRuntimeException misplaced(String statement, String remedy) {
    return Status.INVALID_ARGUMENT.withDescription(statement + ": " + remedy).asRuntimeException();
  }

  /** A value refused by somebody whose message says value and remedy. */
  static StatusRuntimeException invalid(String field, IllegalArgumentException refusal) {
    return Status.INVALID_ARGUMENT
        .withDescription(field + ": " + refusal.getMessage())
        .withCause(refusal)
        .asRuntimeException();
  }

  /** A goal that there is not; {@code prefix} names the goal, the refusal its field. */
  public static StatusRuntimeException invalid(String prefix, RefusedGoalException refusal) {
    return Status.INVALID_ARGUMENT
        .withDescription("%s%s %s".formatted(prefix, refusal.field(), refusal.getMessage()))
        .withCause(refusal)
        .asRuntimeException();
  }

  /** More than there is room for, now or here. */
  public static StatusRuntimeException exhausted(String message) {
    return Status.RESOURCE_EXHAUSTED.withDescription(message).asRuntimeException();
  }

  /** A request that is well formed and cannot be met all the same. */
  public static StatusRuntimeException unmeetable(String message) {
    return Status.FAILED_PRECONDITION.withDescription(message).asRuntimeException();
  }

  /** Refuses a number outside its bounds. */
  public static void requireWithin(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw invalid(field, value, "give " + least + " to " + most);
    }
  }
}
