package dev.graft.operator.app;

import dev.graft.operator.lease.Fence;
import dev.graft.operator.lease.Leadership;
import dev.graft.operator.lease.LeaseTerms;
import dev.graft.operator.telemetry.OperatorMetrics;
import dev.graft.operator.telemetry.ProbeServer;
import dev.graft.operator.tracking.TrackingBoard;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator and what surrounds it in its process.
 *
 * <pre>
 *   probes open --> stands by --lease--> leads: watches and writes --SIGTERM--> gives the lease back
 *                                             |
 *                                             lease lost: the process ends at once
 * </pre>
 */
final class OperatorProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OperatorProcess.class);

  /** A few tries in some seconds; the control loop itself tries again for as long as it takes. */
  private static final int REQUEST_RETRIES = 3;

  private static final String LEASE = "graft-operator";
  private static final Duration LEASE_DURATION = Duration.ofSeconds(15);

  /** Often enough for a person who watches, seldom enough for a server with many jobs. */
  private static final Duration TRACKING_PERIOD = Duration.ofSeconds(15);

  private static final int EXIT_LEADS_NO_MORE = 1;

  private final OperatorConfiguration configuration;
  private final KubernetesClient client;
  private final Optional<Leadership> leadership;
  private final OperatorMetrics metrics;
  private final TrackingBoard tracking;
  private final GraftOperator operator;
  private volatile boolean standsBy;

  private OperatorProcess(OperatorConfiguration configuration) {
    this.configuration = configuration;
    this.client =
        OperatorClient.builder()
            .withConfig(config())
            .withHttpClientBuilderConsumer(
                http -> http.addOrReplaceInterceptor("fence", new Fence(this::leads)))
            .build();
    this.leadership = Optional.ofNullable(configuration.leaseNamespace()).map(this::candidate);
    this.metrics = new OperatorMetrics(this::leads, InstantSource.system());
    this.tracking =
        new TrackingBoard(
            configuration.trackingAccess(),
            TRACKING_PERIOD,
            this::leads,
            InstantSource.system(),
            metrics);
    this.operator =
        new GraftOperator(client, configuration, metrics, tracking, InstantSource.system());
  }

  static OperatorProcess of(OperatorConfiguration configuration) {
    return new OperatorProcess(configuration);
  }

  private static Config config() {
    return new ConfigBuilder(Config.autoConfigure(null))
        .withRequestRetryBackoffLimit(REQUEST_RETRIES)
        .build();
  }

  private Leadership candidate(String namespace) {
    String host = System.getenv().getOrDefault("HOSTNAME", "graft-operator");
    String identity = host + "_" + UUID.randomUUID();
    return Leadership.candidate(client, new LeaseTerms(namespace, LEASE, identity, LEASE_DURATION));
  }

  private boolean leads() {
    return leadership.isEmpty() || leadership.get().held();
  }

  /** Leads, or stands by until it does, until {@code stop} is opened. */
  void run(CountDownLatch stop) throws StartupException, InterruptedException {
    try (ProbeServer probes = openProbes()) {
      log.info("health on port {}", probes.port());
      operator.requireCluster();
      if (lead(stop)) {
        operator.start();
        log.info("watching {}", watched());
        stop.await();
        tracking.close();
        operator.close();
      }
    }
  }

  private ProbeServer openProbes() throws StartupException {
    int port = configuration.healthPort();
    try {
      return ProbeServer.start(
          port, operator::alive, () -> standsBy || operator.ready(), metrics::scrape);
    } catch (IOException e) {
      throw new StartupException(
          "port %d for the health endpoint cannot be opened (%s): set GRAFT_HEALTH_PORT to a free one"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private boolean lead(CountDownLatch stop) throws InterruptedException {
    if (leadership.isEmpty()) {
      return true;
    }
    Thread.ofPlatform().daemon().name("stop").start(() -> closeWhenStopped(stop));
    standsBy = true;
    boolean leads = leadership.get().await(() -> Runtime.getRuntime().halt(EXIT_LEADS_NO_MORE));
    standsBy = false;
    return leads;
  }

  /** Ends the wait of a process that stands by; one that leads ends its work first. */
  private void closeWhenStopped(CountDownLatch stop) {
    try {
      stop.await();
      if (standsBy) {
        leadership.ifPresent(Leadership::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String watched() {
    return configuration.namespaces().isEmpty()
        ? "all namespaces"
        : "namespaces " + String.join(", ", configuration.namespaces());
  }

  @Override
  public void close() {
    leadership.ifPresent(Leadership::close);
    client.close();
  }
}
