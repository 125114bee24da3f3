package dev.graft.operator.telemetry;

import dev.graft.operator.adapterjob.PassListener;
import dev.graft.operator.tracking.VisitListener;
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
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The operator's metrics, for Prometheus; {@code docs/metrics.md} explains each.
 *
 * <p>Labels are words of ours, namespaces that have AdapterJobs, and tracking servers that the
 * configuration lists: there are no more series than that.
 */
public final class OperatorMetrics implements Metrics, PassListener, VisitListener {
  /** From what a pass takes that has nothing to write, to what is surely too long. */
  private static final Duration[] PASS_BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10),
    Duration.ofSeconds(60)
  };

  private static final List<String> VERBS = List.of("create", "replace", "delete");
  private static final String SUCCEEDED = "succeeded";
  private static final String FAILED = "failed";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AdapterJobMetrics jobs;
  private final Timer passes;
  private final Counter statusPatches;

  /**
   * Metrics of a process.
   *
   * @param leading whether it leads
   * @param clock by which is told for how long AdapterJobs stand where they are
   */
  public OperatorMetrics(BooleanSupplier leading, InstantSource clock) {
    this.jobs = new AdapterJobMetrics(registry, clock);
    this.passes =
        Timer.builder("graft.pass.duration")
            .description("Time that a pass of the control loop takes")
            .serviceLevelObjectives(PASS_BUCKETS)
            .register(registry);
    this.statusPatches =
        Counter.builder("graft.status.patches")
            .description("Statuses of AdapterJobs that were written")
            .register(registry);
    VERBS.forEach(this::childWrites);
    passes(SUCCEEDED);
    passes(FAILED);
    Gauge.builder("graft.leading", () -> leading.getAsBoolean() ? 1 : 0)
        .description("1 in the process that leads, 0 in one that stands by")
        .register(registry);
    Gauge.builder("graft.build.info", () -> 1)
        .description("Always 1; the label tells the operator's version")
        .tag("version", Version.number())
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
  }

  /** All metrics in Prometheus' text format. */
  public String scrape() {
    return jobs.scrape(registry::scrape);
  }

  @Override
  public void childWritten(String verb) {
    childWrites(verb).increment();
  }

  private Counter childWrites(String verb) {
    return Counter.builder("graft.child.writes")
        .description("Objects of AdapterJobs that were created, replaced or deleted")
        .tag("verb", verb)
        .register(registry);
  }

  @Override
  public void reported(Report report) {
    jobs.reported(report);
    if (report.news()) {
      statusPatches.increment();
    }
  }

  @Override
  public void gone(ResourceID job) {
    jobs.gone(job);
  }

  @Override
  public void cleanupDone(ResourceID job, Map<String, Object> metadata) {
    gone(job);
  }

  @Override
  public void visited(URI server, Outcome outcome) {
    for (Outcome each : Outcome.values()) {
      visits(server, each); // a rate needs the zero, too
    }
    visits(server, outcome).increment();
  }

  private Counter visits(URI server, Outcome outcome) {
    return Counter.builder("graft.tracking.visits")
        .description("Times that a tracking server was asked about an attempt or a model")
        .tags("server", address(server), "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Host and port, without the user that an address may name. */
  private static String address(URI server) {
    String authority = Objects.requireNonNullElse(server.getRawAuthority(), "");
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    passes(SUCCEEDED).increment();
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource,
      @Nullable RetryInfo retry,
      Exception exception,
      Map<String, Object> metadata) {
    passes(FAILED).increment();
  }

  private Counter passes(String outcome) {
    return Counter.builder("graft.passes")
        .description("Passes of the control loop; one that failed is tried again")
        .tag("outcome", outcome)
        .register(registry);
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
