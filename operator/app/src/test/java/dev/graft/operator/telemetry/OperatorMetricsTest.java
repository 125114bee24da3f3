package dev.graft.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Phase;
import dev.graft.operator.adapterjob.PassListener.StatusWrite;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
  private final OperatorMetrics metrics = new OperatorMetrics(() -> true);

  @Test
  void countsAdapterJobsByTheirLastPhase() {
    metrics.reported(new ResourceID("a", "x"), Phase.Running, StatusWrite.Patched);
    metrics.reported(new ResourceID("a", "y"), Phase.Running, StatusWrite.Patched);
    metrics.reported(new ResourceID("b", "x"), Phase.Pending, StatusWrite.Patched);
    metrics.reported(new ResourceID("b", "x"), Phase.Failed, StatusWrite.Patched);
    metrics.gone(new ResourceID("a", "y"));

    assertThat(metrics.scrape())
        .contains(
            "graft_adapterjobs{phase=\"Running\"} 1.0",
            "graft_adapterjobs{phase=\"Failed\"} 1.0",
            "graft_adapterjobs{phase=\"Pending\"} 0.0");
  }

  @Test
  void countsWrites() {
    metrics.childWritten("create");
    metrics.childWritten("create");
    metrics.reported(new ResourceID("a", "x"), Phase.Running, StatusWrite.Patched);
    metrics.reported(new ResourceID("a", "x"), Phase.Running, StatusWrite.Unchanged);

    assertThat(metrics.scrape())
        .contains(
            "graft_child_writes_total{verb=\"create\"} 2.0", "graft_status_patches_total 1.0");
  }
}
