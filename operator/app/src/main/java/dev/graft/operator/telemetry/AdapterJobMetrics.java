package dev.graft.operator.telemetry;

import dev.graft.operator.adapterjob.PassListener.Report;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The AdapterJobs as metrics: how many stand where, and what they have come to since this process
 * leads.
 *
 * <p>What has happened is told apart from what was so already by the status of before: an end that
 * another process has reported is not counted again. There are no series but those of namespaces
 * with AdapterJobs. Thread-safe.
 */
final class AdapterJobMetrics {
  private static final String ATTEMPTS = "graft.attempts.ended";
  private static final String RUNS = "graft.runs.ended";
  private static final String GPU = "graft.gpu.seconds";
  private static final String SIMULATOR_CPU = "graft.simulator.cpu.seconds";
  private static final List<String> COUNTERS = List.of(ATTEMPTS, RUNS, GPU, SIMULATOR_CPU);

  /** An AdapterJob, and since when it stands there, as far as this process has seen. */
  private record Entry(Standing standing, Instant since) {}

  /** AdapterJobs that stand at one place. */
  private record Crowd(int jobs, Instant first) {
    Crowd with(Crowd other) {
      return new Crowd(jobs + other.jobs, first.isBefore(other.first) ? first : other.first);
    }
  }

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final MultiGauge jobs;
  private final MultiGauge longest;
  private final Map<ResourceID, Entry> entries = new HashMap<>();
  private final Set<String> namespaces = new HashSet<>();

  AdapterJobMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.jobs =
        MultiGauge.builder("graft.adapterjobs")
            .description("AdapterJobs by phase and reason of the condition Ready")
            .register(registry);
    this.longest =
        MultiGauge.builder("graft.adapterjobs.longest.seconds")
            .description(
                "For how long the one that has been there longest has had this phase and reason,"
                    + " as far as this process has seen")
            .register(registry);
  }

  /** A pass has come to its end. */
  synchronized void reported(Report report) {
    ResourceID job = report.job();
    Standing now = Standing.of(report.now());
    Entry last = entries.get(job);
    count(job, last == null ? Standing.of(report.before()) : last.standing(), now);
    Instant since =
        last != null && last.standing().standsWith(now) ? last.since() : clock.instant();
    entries.put(job, new Entry(now, since));
  }

  /** An AdapterJob is there no more; told again, it says nothing new. */
  synchronized void gone(ResourceID job) {
    Entry last = entries.remove(job);
    if (last != null && last.standing().goesOn()) {
      attempts(namespace(job), AttemptEnd.DELETED).increment();
    }
  }

  /**
   * What {@code text} makes of the metrics of now. Counters of a namespace without AdapterJobs are
   * told a last time.
   */
  synchronized String scrape(Supplier<String> text) {
    Map<Tags, Crowd> crowds = crowds();
    Instant now = clock.instant();
    jobs.register(rows(crowds, Crowd::jobs), true);
    longest.register(
        rows(crowds, crowd -> Duration.between(crowd.first(), now).toMillis() / 1000.0), true);
    String told = text.get();
    forgetEmptyNamespaces();
    return told;
  }

  private void count(ResourceID job, Standing last, Standing now) {
    String namespace = namespace(job);
    Standing counted = last.countedOf(now);
    if (counted != last && last.goesOn()) {
      attempts(namespace, AttemptEnd.REPLACED).increment();
    }
    if (counted.end().isEmpty()) {
      now.end().ifPresent(end -> attempts(namespace, end).increment());
    }
    add(runs(namespace, "succeeded"), now.succeededRuns() - counted.succeededRuns());
    add(runs(namespace, "failed"), now.failedRuns() - counted.failedRuns());
    add(gpuSeconds(namespace), now.gpuSeconds() - counted.gpuSeconds());
    add(simulatorCpuSeconds(namespace), now.simulatorCpuSeconds() - counted.simulatorCpuSeconds());
  }

  private static void add(Counter counter, long more) {
    if (more > 0) {
      counter.increment(more);
    }
  }

  /** Makes the counters when it is the first: a rate needs the zero that comes before. */
  private String namespace(ResourceID job) {
    String namespace = job.getNamespace().orElse("");
    if (namespaces.add(namespace)) {
      for (AttemptEnd end : AttemptEnd.values()) {
        attempts(namespace, end);
      }
      runs(namespace, "succeeded");
      runs(namespace, "failed");
      gpuSeconds(namespace);
      simulatorCpuSeconds(namespace);
    }
    return namespace;
  }

  private Counter attempts(String namespace, AttemptEnd end) {
    return Counter.builder(ATTEMPTS)
        .description("Attempts that have ended, each counted once")
        .tags("namespace", namespace, "outcome", end.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private Counter runs(String namespace, String outcome) {
    return Counter.builder(RUNS)
        .description("Adapter runs that have ended")
        .tags("namespace", namespace, "outcome", outcome)
        .register(registry);
  }

  private Counter gpuSeconds(String namespace) {
    return Counter.builder(GPU)
        .description("GPUs of trainers times the seconds they had them, as status.usage tells")
        .tag("namespace", namespace)
        .register(registry);
  }

  private Counter simulatorCpuSeconds(String namespace) {
    return Counter.builder(SIMULATOR_CPU)
        .description(
            "CPUs that simulators requested times the seconds they had them, as status.usage"
                + " tells")
        .tag("namespace", namespace)
        .register(registry);
  }

  private Map<Tags, Crowd> crowds() {
    Map<Tags, Crowd> crowds = new HashMap<>();
    entries.forEach(
        (job, entry) ->
            crowds.merge(
                Tags.of("namespace", job.getNamespace().orElse(""))
                    .and("phase", entry.standing().phase().name())
                    .and("reason", entry.standing().reason()),
                new Crowd(1, entry.since()),
                Crowd::with));
    return crowds;
  }

  private static List<Row<?>> rows(Map<Tags, Crowd> crowds, Function<Crowd, Number> value) {
    List<Row<?>> rows = new ArrayList<>();
    crowds.forEach((where, crowd) -> rows.add(Row.of(where, value.apply(crowd))));
    return rows;
  }

  private void forgetEmptyNamespaces() {
    Set<String> empty = new HashSet<>(namespaces);
    entries.keySet().forEach(job -> empty.remove(job.getNamespace().orElse("")));
    for (String namespace : empty) {
      for (String counter : COUNTERS) {
        List<Meter> meters =
            List.copyOf(registry.find(counter).tag("namespace", namespace).meters());
        meters.forEach(registry::remove);
      }
    }
    namespaces.removeAll(empty);
  }
}
