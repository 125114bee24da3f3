package dev.graft.operator.telemetry;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.AdapterJobStatus.UsageStatus;
import dev.graft.api.AdapterJobStatusBuilder;
import dev.graft.api.Condition;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.operator.adapterjob.PassListener.Report;
import dev.graft.operator.tracking.VisitListener.Outcome;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What passes tell of AdapterJobs. */
public final class Reports {
  static final ResourceID DOORS = new ResourceID("doors", "robots");

  private static final String TIME = "2026-01-01T00:00:00Z";

  private Reports() {}

  static AdapterJobStatus status(int attempt, Phase phase, String reason) {
    boolean ended = phase == Phase.Succeeded || reason.endsWith("sFailed");
    ConditionStatus ready = phase == Phase.Succeeded ? ConditionStatus.True : ConditionStatus.False;
    return AdapterJobStatus.builder()
        .conditions(
            List.of(
                new Condition("Stalled", ConditionStatus.False, 1L, TIME, "NotStalled", ""),
                new Condition("Ready", ready, 1L, TIME, reason, "")))
        .phase(phase)
        .attempt(attempt)
        .completionTime(ended ? TIME : null)
        .build();
  }

  static AdapterJobStatus running(int attempt) {
    return status(attempt, Phase.Running, "Adapting");
  }

  static AdapterJobStatus succeeded(int attempt) {
    return status(attempt, Phase.Succeeded, "Succeeded");
  }

  static AdapterJobStatus withRuns(AdapterJobStatus status, RunPhase... phases) {
    AdapterJobStatusBuilder edit = status.edit();
    return edit.runs(
            Arrays.stream(phases)
                .map(phase -> new RunStatus("door-lock-v3", 0, phase, 1, null, null, null))
                .toList())
        .build();
  }

  static AdapterJobStatus withUsage(AdapterJobStatus status, long gpuSeconds, long cpuSeconds) {
    return status.edit().usage(new UsageStatus(gpuSeconds, cpuSeconds, TIME)).build();
  }

  static Report report(@Nullable AdapterJobStatus before, AdapterJobStatus now) {
    return new Report(DOORS, before, now);
  }

  /** What an operator tells to which everything has happened that there is a metric of. */
  public static Scrape ofEverything() {
    return new Scrape(textOfEverything());
  }

  /** The same as text. */
  public static String textOfEverything() {
    OperatorMetrics metrics = new OperatorMetrics(() -> true, InstantSource.system());
    metrics.reported(report(null, running(1)));
    metrics.visited(URI.create("http://mlflow:5000"), Outcome.ANSWERED);
    metrics.reconciliationSucceeded(new ConfigMap(), Map.of());
    return metrics.scrape();
  }
}
