package dev.graft.trainer.mlflow;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Stands between a client and a server, and does what networks and proxies do to requests. */
public final class FaultyProxy implements AutoCloseable {
  private final URI target;
  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile Function<String, Fault> faults = path -> new Fault.None();
  private HttpServer http;

  /** What becomes of a request. */
  public sealed interface Fault {
    /** It is answered. */
    record None() implements Fault {}

    /** It never reaches the server; the proxy says why, such as 503. */
    record Status(int status) implements Fault {}

    /** It takes effect, but its answer is lost. */
    record LostAnswer() implements Fault {}

    /** It is answered late. */
    record Slow(Duration delay) implements Fault {}
  }

  /** A proxy that does no harm yet. */
  public FaultyProxy(URI target) throws IOException {
    this.target = target;
    this.http = listen(0);
    this.port = http.getAddress().getPort();
  }

  private HttpServer listen(int wanted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  /** Its address, which stays. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on requests to a path meet with this. */
  public void meet(Function<String, Fault> byPath) {
    faults = byPath;
  }

  /** Nobody listens any more. */
  public void goAway() {
    http.stop(0);
  }

  /** Listens again. */
  public void comeBack() throws IOException {
    http = listen(port);
  }

  /** Paths of the requests so far, those that met with a fault included. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    switch (faults.apply(path)) {
      case Fault.None none -> pass(exchange, forward(exchange));
      case Fault.Status status -> say(exchange, status.status());
      case Fault.LostAnswer lost -> {
        forward(exchange);
        say(exchange, 504);
      }
      case Fault.Slow slow -> {
        LockSupport.parkNanos(slow.delay().toNanos());
        pass(exchange, forward(exchange));
      }
    }
    exchange.close();
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(exchange.getRequestURI().toString()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String header : List.of("Content-Type", "Authorization")) {
      String value = exchange.getRequestHeaders().getFirst(header);
      if (value != null) {
        request.header(header, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void pass(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    exchange.sendResponseHeaders(
        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
  }

  private static void say(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = "the proxy's words".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    http.stop(0);
    client.shutdownNow();
    threads.close();
  }
}
