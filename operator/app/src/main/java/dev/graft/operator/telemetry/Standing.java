package dev.graft.operator.telemetry;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.UsageStatus;
import dev.graft.api.Condition;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What metrics keep of an AdapterJob: what its status says, in few bytes.
 *
 * @param phase where it stands
 * @param reason of its condition Ready
 * @param attempt its number; 0: none has begun
 * @param end how that attempt has ended; empty: it goes on
 * @param succeededRuns of that attempt
 * @param failedRuns of that attempt
 * @param gpuSeconds charged to that attempt
 * @param simulatorCpuSeconds charged to that attempt
 */
record Standing(
    Phase phase,
    String reason,
    int attempt,
    Optional<AttemptEnd> end,
    long succeededRuns,
    long failedRuns,
    long gpuSeconds,
    long simulatorCpuSeconds) {
  /** Of an AdapterJob about which nothing was reported. */
  static final Standing NONE = new Standing(Phase.Pending, "", 0, Optional.empty(), 0, 0, 0, 0);

  /** What a status says; null: nothing was reported. */
  static Standing of(@Nullable AdapterJobStatus status) {
    if (status == null) {
      return NONE;
    }
    Phase phase = Objects.requireNonNullElse(status.phase(), Phase.Pending);
    UsageStatus usage = Objects.requireNonNullElse(status.usage(), new UsageStatus(0, 0, ""));
    return new Standing(
        phase,
        reason(status),
        Objects.requireNonNullElse(status.attempt(), 0),
        end(status, phase),
        runs(status, RunPhase.Succeeded),
        runs(status, RunPhase.Failed),
        usage.gpuSeconds(),
        usage.simCpuSeconds());
  }

  private static String reason(AdapterJobStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals("Ready"))
        .map(Condition::reason)
        .findFirst()
        .orElse("");
  }

  /** By its time and not by its phase: an ended job that is edited wrongly waits for a while. */
  private static Optional<AttemptEnd> end(AdapterJobStatus status, Phase phase) {
    return status.completionTime() == null
        ? Optional.empty()
        : Optional.of(phase == Phase.Succeeded ? AttemptEnd.SUCCEEDED : AttemptEnd.FAILED);
  }

  private static long runs(AdapterJobStatus status, RunPhase phase) {
    return status.runs().stream().filter(run -> run.phase() == phase).count();
  }

  /** What is counted already of the attempt that {@code now} is about. */
  Standing countedOf(Standing now) {
    return attempt == now.attempt ? this : NONE;
  }

  /** Whether both are in the same phase for the same reason. */
  boolean standsWith(Standing other) {
    return phase == other.phase && reason.equals(other.reason);
  }

  /** Whether an attempt has begun that has not ended. */
  boolean goesOn() {
    return attempt > 0 && end.isEmpty();
  }
}
