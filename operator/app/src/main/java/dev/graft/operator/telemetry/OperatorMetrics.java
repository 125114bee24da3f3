package dev.graft.operator.telemetry;

import dev.graft.api.Phase;
import dev.graft.operator.adapterjob.PassListener;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operator's metrics, for Prometheus.
 *
 * <table>
 * <caption>Metrics of Graft; those of the JVM come on top</caption>
 * <tr><td>{@code graft_adapterjobs{phase}}</td><td>AdapterJobs by phase</td></tr>
 * <tr><td>{@code graft_passes_total{outcome}}</td><td>passes of the control loop</td></tr>
 * <tr><td>{@code graft_pass_seconds}</td><td>their time</td></tr>
 * <tr><td>{@code graft_child_writes_total{verb}}</td><td>children created, replaced, deleted</td></tr>
 * <tr><td>{@code graft_status_patches_total}</td><td>statuses written</td></tr>
 * <tr><td>{@code graft_leading}</td><td>1 in the process that leads, 0 in one that stands by</td></tr>
 * </table>
 */
public final class OperatorMetrics implements Metrics, PassListener {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<ResourceID, Phase> phases = new ConcurrentHashMap<>();
  private final Timer passes = Timer.builder("graft.pass").register(registry);
  private final Counter statusPatches = registry.counter("graft.status.patches");

  /** Metrics of a process that leads while {@code leading}. */
  public OperatorMetrics(BooleanSupplier leading) {
    for (Phase phase : Phase.values()) {
      Gauge.builder("graft.adapterjobs", () -> count(phase))
          .tag("phase", phase.name())
          .register(registry);
    }
    Gauge.builder("graft.leading", () -> leading.getAsBoolean() ? 1 : 0).register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  private long count(Phase phase) {
    return phases.values().stream().filter(phase::equals).count();
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void childWritten(String verb) {
    registry.counter("graft.child.writes", "verb", verb).increment();
  }

  @Override
  public void reported(ResourceID job, Phase phase, StatusWrite write) {
    phases.put(job, phase);
    if (write == StatusWrite.Patched) {
      statusPatches.increment();
    }
  }

  @Override
  public void gone(ResourceID job) {
    phases.remove(job);
  }

  @Override
  public void cleanupDone(ResourceID job, Map<String, Object> metadata) {
    gone(job);
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    registry.counter("graft.passes", "outcome", "succeeded").increment();
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource,
      @Nullable RetryInfo retry,
      Exception exception,
      Map<String, Object> metadata) {
    registry.counter("graft.passes", "outcome", "failed").increment();
  }

  @Override
  public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
    Timer.Sample sample = Timer.start(registry);
    try {
      return execution.execute();
    } finally {
      sample.stop(passes);
    }
  }
}
