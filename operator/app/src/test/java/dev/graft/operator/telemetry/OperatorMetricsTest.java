package dev.graft.operator.telemetry;

import static dev.graft.operator.telemetry.Reports.report;
import static dev.graft.operator.telemetry.Reports.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.tracking.VisitListener.Outcome;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
  private final OperatorMetrics metrics = new OperatorMetrics(() -> true, InstantSource.system());

  @Test
  void countsWrites() {
    metrics.childWritten("create");
    metrics.childWritten("create");
    metrics.reported(report(null, running(1)));
    metrics.reported(report(running(1), running(1)));

    assertThat(metrics.scrape())
        .contains(
            "graft_child_writes_total{verb=\"create\"} 2.0",
            "graft_child_writes_total{verb=\"delete\"} 0.0",
            "graft_status_patches_total 1.0");
  }

  @Test
  void countsPassesAndMeasuresThem() throws Exception {
    assertThat(metrics.scrape()).contains("graft_passes_total{outcome=\"failed\"} 0.0");

    metrics.timeControllerExecution(new Pass());
    metrics.reconciliationSucceeded(new ConfigMap(), Map.of());
    metrics.reconciliationFailed(new ConfigMap(), null, new IllegalStateException(), Map.of());

    assertThat(metrics.scrape())
        .contains(
            "graft_passes_total{outcome=\"failed\"} 1.0",
            "graft_passes_total{outcome=\"succeeded\"} 1.0",
            "graft_pass_duration_seconds_count 1",
            "graft_pass_duration_seconds_bucket{le=\"60.0\"} 1");
  }

  @Test
  void countsVisitsByServerAndTellsNobodysName() {
    metrics.visited(URI.create("https://user:secret@mlflow.example.org:5000/a"), Outcome.FAILED);

    assertThat(metrics.scrape())
        .contains(
            "graft_tracking_visits_total{outcome=\"failed\",server=\"mlflow.example.org:5000\"} 1.0",
            "{outcome=\"answered\",server=\"mlflow.example.org:5000\"} 0.0")
        .doesNotContain("user", "secret");
  }

  @Test
  void tellsTheVersionOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("../../pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");

    assertThat(metrics.scrape()).contains("graft_build_info{version=\"" + version + "\"} 1");
  }

  /** A pass that has nothing to do. */
  private static final class Pass implements ControllerExecution<String> {
    @Override
    public String name() {
      return "reconcile";
    }

    @Override
    public String controllerName() {
      return "graft-adapterjob";
    }

    @Override
    public String successTypeName(String result) {
      return result;
    }

    @Override
    public ResourceID resourceID() {
      return Reports.DOORS;
    }

    @Override
    public Map<String, Object> metadata() {
      return Map.of();
    }

    @Override
    public String execute() {
      return "done";
    }
  }
}
