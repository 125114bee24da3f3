package dev.graft.trainer.stage;

import dev.graft.trainer.machine.MachineLoad;
import dev.graft.trainer.mlflow.MetricPoint;
import dev.graft.trainer.record.RunRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records, from a thread of its own, how busy the machine of a stage is. */
final class LoadRecorder implements AutoCloseable {
  /** As often as MLflow's own client. */
  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(LoadRecorder.class);

  private final Supplier<Map<String, Double>> load;
  private final Sink sink;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("machine-load").unstarted(task));

  /** Where records go. */
  @FunctionalInterface
  interface Sink {
    void record(RunRecord record) throws IOException;
  }

  private LoadRecorder(Supplier<Map<String, Double>> load, Sink sink) {
    this.load = load;
    this.sink = sink;
  }

  /** Begins to record. */
  static LoadRecorder start(MachineLoad load, Duration interval, Sink sink) {
    LoadRecorder recorder = new LoadRecorder(load::sample, sink);
    recorder.clock.scheduleAtFixedRate(
        recorder::sample, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return recorder;
  }

  private void sample() {
    Instant now = Instant.now();
    // A stage that continues must not begin to count anew: its second is the sample's step.
    List<MetricPoint> points =
        load.get().entrySet().stream()
            .map(
                metric ->
                    new MetricPoint(metric.getKey(), metric.getValue(), now.getEpochSecond(), now))
            .toList();
    try {
      sink.record(new RunRecord.Metrics(points));
    } catch (IOException e) {
      clock.shutdown();
      log.warn("the load of the machine is not recorded any more: {}", e.getMessage());
    }
  }

  /** Ends it; a sample that is being recorded is waited for. */
  @Override
  public void close() {
    clock.close();
  }
}
