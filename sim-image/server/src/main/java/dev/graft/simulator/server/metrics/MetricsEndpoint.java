package dev.graft.simulator.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** {@code GET /metrics} in Prometheus' text format: the registry's meters and those of the JVM. */
public final class MetricsEndpoint implements AutoCloseable {
  /** The format that every Prometheus reads. */
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private static final int BACKLOG = 8;
  private static final int OK = 200;
  private static final int NOT_ALLOWED = 405;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics pauses = new JvmGcMetrics();
  private final HttpServer server;

  private MetricsEndpoint(HttpServer server) {
    this.server = server;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    pauses.bindTo(registry);
    Gauge.builder("process.resident.memory", ResidentMemory::bytes)
        .description("Memory of the process, that of the simulations and the Java heap included")
        .baseUnit("bytes")
        .register(registry);
  }

  /**
   * Listens at once.
   *
   * @param address port 0 takes a free one
   * @throws IOException when the address cannot be had
   */
  public static MetricsEndpoint listen(InetSocketAddress address) throws IOException {
    HttpServer server = HttpServer.create(address, BACKLOG);
    MetricsEndpoint endpoint = new MetricsEndpoint(server);
    server.createContext("/metrics", endpoint::answer);
    server.start();
    return endpoint;
  }

  /** For further meters. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /** Of the socket. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
        return;
      }
      byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", FORMAT);
      exchange.sendResponseHeaders(OK, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    pauses.close();
    registry.close();
  }
}
