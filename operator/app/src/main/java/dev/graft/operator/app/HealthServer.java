package dev.graft.operator.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Answers the probes of the operator's pod: {@code /healthz} and {@code /readyz}. */
final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts to answer.
   *
   * @param port 0 for any free one
   * @param alive asked for {@code /healthz}: a process that is not should be replaced
   * @param ready asked for {@code /readyz}
   */
  static HealthServer start(int port, BooleanSupplier alive, BooleanSupplier ready)
      throws StartupException {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      server.createContext("/healthz", exchange -> answer(exchange, alive.getAsBoolean()));
      server.createContext("/readyz", exchange -> answer(exchange, ready.getAsBoolean()));
      server.start();
      return new HealthServer(server);
    } catch (IOException e) {
      throw new StartupException(
          "port %d for the health endpoint cannot be opened (%s): set GRAFT_HEALTH_PORT to a free one"
              .formatted(port, e.getMessage()),
          e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, boolean good) throws IOException {
    byte[] body = (good ? "ok\n" : "not ok\n").getBytes(StandardCharsets.UTF_8);
    int status = good ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE;
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
