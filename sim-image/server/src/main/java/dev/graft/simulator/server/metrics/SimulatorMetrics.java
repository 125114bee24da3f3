package dev.graft.simulator.server.metrics;

import io.grpc.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** What a simulator counts. Thread-safe; counting costs some nanoseconds and makes no garbage. */
public final class SimulatorMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger sessions;
  private final AtomicInteger collections;
  private final Counter steps;
  private final Counter resets;
  private final Counter demonstrations;
  private final Timer batch;
  private final Timer picture;

  /** Registers the meters. */
  public SimulatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.sessions = open("graft.simulator.sessions.open", "Rollout sessions that are open");
    this.collections =
        open("graft.simulator.collections.open", "Collections of demonstrations that are open");
    this.steps = counter("graft.simulator.steps", "Environment steps of rollout sessions");
    this.resets =
        counter("graft.simulator.episodes", "Episodes begun by resets in rollout sessions");
    this.demonstrations =
        counter("graft.simulator.demonstrations", "Episodes of scripted policies that were sent");
    this.batch =
        Timer.builder("graft.simulator.step.batch")
            .description("From a request to step environments to its answer")
            .serviceLevelObjectives(
                Duration.ofNanos(250_000),
                Duration.ofNanos(500_000),
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofSeconds(1))
            .register(registry);
    this.picture =
        Timer.builder("graft.simulator.picture")
            .description("A picture of a rollout session, its depth included")
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(5),
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofSeconds(1))
            .register(registry);
  }

  private AtomicInteger open(String name, String description) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder(name, count, AtomicInteger::get).description(description).register(registry);
    return count;
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /**
   * Shows the environments of sessions.
   *
   * @param most that all sessions may hold
   * @param free that none holds
   * @param idle that are kept for the next one
   */
  public void showEnvironments(int most, IntSupplier free, IntSupplier idle) {
    environments("in_use", "held by sessions", () -> most - free.getAsInt());
    environments("free", "that sessions may still open", free);
    environments("idle", "kept open for the next session or episode", idle);
  }

  private void environments(String state, String what, IntSupplier number) {
    Gauge.builder("graft.simulator.environments." + state, number, IntSupplier::getAsInt)
        .description("Environments " + what)
        .strongReference(true)
        .register(registry);
  }

  /** A session has its room. */
  public void sessionOpened() {
    sessions.incrementAndGet();
  }

  /** A session has given its room back. */
  public void sessionClosed() {
    sessions.decrementAndGet();
  }

  /** Environments of a session began episodes. */
  public void reset(int environments) {
    resets.increment(environments);
  }

  /** Environments of a session made a step. */
  public void stepped(int environments, long nanos) {
    steps.increment(environments);
    batch.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A camera took a picture. */
  public void pictured(long nanos) {
    picture.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A collection began. */
  public void collectionOpened() {
    collections.incrementAndGet();
  }

  /** A collection ended. */
  public void collectionClosed() {
    collections.decrementAndGet();
  }

  /** An episode of a scripted policy was sent. */
  public void demonstrated() {
    demonstrations.increment();
  }

  /** A call ended otherwise than in good order. */
  void failed(String method, Status.Code code) {
    Counter.builder("graft.simulator.calls.failed")
        .description("Calls refused, failed or cancelled, by method and status code")
        .tag("method", method)
        .tag("code", code.name())
        .register(registry)
        .increment();
  }
}
