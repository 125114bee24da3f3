package dev.graft.operator.telemetry;

import static dev.graft.operator.telemetry.Reports.DOORS;
import static dev.graft.operator.telemetry.Reports.report;
import static dev.graft.operator.telemetry.Reports.running;
import static dev.graft.operator.telemetry.Reports.status;
import static dev.graft.operator.telemetry.Reports.succeeded;
import static dev.graft.operator.telemetry.Reports.withRuns;
import static dev.graft.operator.telemetry.Reports.withUsage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.operator.adapterjob.PassListener.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdapterJobMetricsTest {
  private static final AdapterJobStatus FAILED = status(1, Phase.Failed, "RunsFailed");
  private static final AdapterJobStatus WAITING = status(1, Phase.Waiting, "Unschedulable");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final OperatorMetrics metrics = new OperatorMetrics(() -> true, () -> now);

  @Test
  void countsAdapterJobsByNamespacePhaseAndReasonAndOnlyWhereThereAreAny() {
    tell("robots", "x", running(1));
    tell("robots", "y", running(1));
    tell("others", "x", WAITING);
    tell("others", "x", FAILED);
    tell("others", "z", WAITING);
    metrics.gone(new ResourceID("z", "others"));

    assertThat(series("graft_adapterjobs{"))
        .containsExactlyInAnyOrder(
            "graft_adapterjobs{namespace=\"robots\",phase=\"Running\",reason=\"Adapting\"} 2.0",
            "graft_adapterjobs{namespace=\"others\",phase=\"Failed\",reason=\"RunsFailed\"} 1.0");
  }

  @Test
  void adapterJobThatIsGoneLeavesNothingBehindOnceItWasTold() {
    tell("others", "x", succeeded(1));
    metrics.gone(new ResourceID("x", "others"));

    assertThat(metrics.scrape()).contains("{namespace=\"others\",outcome=\"succeeded\"} 1.0");
    assertThat(metrics.scrape()).doesNotContain("others");
  }

  @Test
  void tellsForHowLongTheOneThatWaitsLongestHasWaited() {
    tell("robots", "x", running(1));
    later(Duration.ofMinutes(5));
    tell("robots", "x", WAITING);
    later(Duration.ofMinutes(2));
    tell("robots", "y", WAITING);
    tell("robots", "x", WAITING);
    later(Duration.ofMinutes(1));

    assertThat(series("graft_adapterjobs_longest_seconds{"))
        .containsExactly(
            "graft_adapterjobs_longest_seconds{namespace=\"robots\",phase=\"Waiting\","
                + "reason=\"Unschedulable\"} 180.0");
  }

  @Test
  void outcomesAreThereFromTheFirstReportOn() {
    metrics.reported(report(null, running(1)));

    assertThat(series("graft_attempts_ended_total"))
        .hasSize(AttemptEnd.values().length)
        .allMatch(series -> series.endsWith(" 0.0"));
    assertThat(series("graft_runs_ended_total")).hasSize(2);
    assertThat(series("graft_gpu_seconds_total", "graft_simulator_cpu_seconds_total")).hasSize(2);
  }

  @Test
  void endOfAnAttemptIsCountedOnceHoweverOftenItIsReported() {
    metrics.reported(report(null, running(1)));
    metrics.reported(report(running(1), succeeded(1)));
    metrics.reported(report(running(1), succeeded(1))); // the status could not be written
    metrics.reported(report(succeeded(1), succeeded(1)));

    assertThat(attempts("succeeded")).isEqualTo(1);
    assertThat(attempts("failed")).isZero();
  }

  @Test
  void endThatAnEarlierProcessReportedIsNotCountedAgain() {
    tell("robots", "another", running(1)); // so that the namespace has one after it
    metrics.reported(report(succeeded(1), succeeded(1)));
    metrics.gone(DOORS);

    assertThat(attempts("succeeded")).isZero();
    assertThat(attempts("deleted")).isZero();
  }

  @Test
  void endThatNoEarlierProcessReportedIsCounted() {
    metrics.reported(report(running(1), FAILED));

    assertThat(attempts("failed")).isEqualTo(1);
  }

  @Test
  void endedAttemptThatIsEditedWronglyAndPutRightIsNotCountedAgain() {
    AdapterJobStatus wrong = status(1, Phase.Waiting, "SourceMissing");
    AdapterJobStatus edited = wrong.edit().completionTime("2026-01-01T00:00:00Z").build();
    metrics.reported(report(running(1), succeeded(1)));
    metrics.reported(report(succeeded(1), edited));
    metrics.reported(report(edited, succeeded(1)));

    assertThat(attempts("succeeded")).isEqualTo(1);
    assertThat(attempts("failed")).isZero();
  }

  @Test
  void attemptThatAnotherReplacesOrWhoseJobIsDeletedEndsToo() {
    tell("robots", "another", running(1)); // so that the namespace has one after it
    metrics.reported(report(null, running(1)));
    metrics.reported(report(running(1), running(2)));
    metrics.reported(report(running(2), succeeded(2)));
    metrics.reported(report(succeeded(2), running(3)));
    metrics.gone(DOORS);
    metrics.gone(DOORS);

    assertThat(attempts("replaced")).isEqualTo(1);
    assertThat(attempts("succeeded")).isEqualTo(1);
    assertThat(attempts("deleted")).isEqualTo(1);
  }

  @Test
  void countsRunsAsTheyEndAndThoseOfAnotherAttemptAnew() {
    AdapterJobStatus two = withRuns(running(1), RunPhase.Succeeded, RunPhase.Failed);
    metrics.reported(report(null, withRuns(running(1), RunPhase.Succeeded, RunPhase.Running)));
    metrics.reported(report(null, two));
    metrics.reported(report(two, two));
    metrics.reported(report(two, withRuns(running(2), RunPhase.Succeeded, RunPhase.Pending)));

    assertThat(value("graft_runs_ended_total", "succeeded")).isEqualTo(2);
    assertThat(value("graft_runs_ended_total", "failed")).isEqualTo(1);
  }

  @Test
  void addsUpWhatAttemptsHaveTakenSinceTheProcessBegan() {
    AdapterJobStatus before = withUsage(running(1), 100, 1000);
    AdapterJobStatus after = withUsage(running(1), 130, 1500);
    metrics.reported(report(before, after));
    metrics.reported(report(after, after));
    metrics.reported(report(after, withUsage(running(2), 7, 0)));

    assertThat(value("graft_gpu_seconds_total", "robots")).isEqualTo(37);
    assertThat(value("graft_simulator_cpu_seconds_total", "robots")).isEqualTo(500);
  }

  private void tell(String namespace, String name, AdapterJobStatus status) {
    metrics.reported(new Report(new ResourceID(name, namespace), null, status));
  }

  private void later(Duration time) {
    now = now.plus(time);
  }

  private double attempts(String outcome) {
    return value("graft_attempts_ended_total", outcome);
  }

  /** Of the one series of that name that has this value of a label. */
  private double value(String name, String label) {
    List<String> found =
        series(name).stream().filter(series -> series.contains("=\"" + label + "\"")).toList();
    assertThat(found).hasSize(1);
    String series = found.getFirst();
    return Double.parseDouble(series.substring(series.lastIndexOf(' ')));
  }

  private List<String> series(String... prefixes) {
    return metrics
        .scrape()
        .lines()
        .filter(line -> List.of(prefixes).stream().anyMatch(line::startsWith))
        .toList();
  }
}
