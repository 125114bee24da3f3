package dev.graft.operator.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An operator's connection to an MLflow server, as long as it lives, and its successor's. */
final class MortalTracking implements AutoCloseable {
  private static final String CONTENT_TYPE = "Content-Type";

  private final HttpServer proxy;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private volatile Mortality life;

  /** A connection to {@code server} of an operator with this life. */
  MortalTracking(URI server, Mortality life) throws IOException {
    this.server = server;
    this.life = life;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::forward);
    proxy.start();
  }

  /** The address that the operator is given. */
  String address() {
    return "http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  /** From now on another operator uses it, one that nothing kills. */
  void succeed() {
    life = Mortality.none();
  }

  /** The paths of the writes that have arrived. */
  List<String> writes() {
    return List.copyOf(writes);
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      Mortality whose = life;
      boolean write = isWrite(exchange);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (!whose.leaves(write)) {
        return; // closed without an answer
      }
      HttpResponse<byte[]> answer = send(exchange, body);
      if (write) {
        writes.add(exchange.getRequestURI().getPath());
      }
      if (whose.isAnswered(write)) {
        reply(exchange, answer);
      }
    }
  }

  /** MLflow's searches are posted. */
  private static boolean isWrite(HttpExchange exchange) {
    return !exchange.getRequestMethod().equals("GET")
        && !exchange.getRequestURI().getPath().endsWith("/search");
  }

  private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst(CONTENT_TYPE);
    if (type != null) {
      request.header(CONTENT_TYPE, type);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void reply(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .firstValue(CONTENT_TYPE)
        .ifPresent(type -> exchange.getResponseHeaders().set(CONTENT_TYPE, type));
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    proxy.stop(0);
    client.close();
  }
}
