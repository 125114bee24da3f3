package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP requests to one server, each with a time limit, asked again, later and later, while the
 * server is away.
 *
 * <p>Graft speaks to MLflow's REST interface itself: MLflow's Java client 2.17.2 has no time limit,
 * so that a server that never answers would hold a trainer for ever, and it repeats every request
 * that fails, also the creation of a run. Thread-safe.
 */
final class Requests implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Requests.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a proxy says to a large file, now and later. */
  private static final int CONTENT_TOO_LARGE = 413;

  /** A server that is there accepts a connection sooner, even when its answers take long. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  /** Slower than any network that one would train over. */
  private static final long SLOWEST_BYTES_PER_SECOND = 1 << 18;

  private final String server;
  private final TrackingAccess access;
  private final RetryPolicy policy;
  private final HttpClient http;
  private final Semaphore closed = new Semaphore(0);

  Requests(URI server, TrackingAccess access, RetryPolicy policy) {
    if (server.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of the MLflow server at %s holds a user name or password, which logs would show: set %s and %s instead"
              .formatted(server.getHost(), TrackingAccess.USERNAME, TrackingAccess.PASSWORD));
    }
    this.server = server.toString().replaceAll("/+$", "");
    this.access = access;
    this.policy = policy;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(shorter(policy.timeout(), CONNECT_LIMIT));
    access.trust().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** The server's address, without a slash at its end. */
  String server() {
    return server;
  }

  /**
   * The result of some requests, all of them repeated while the server is away.
   *
   * @param requests must be harmless when repeated
   * @throws TrackingException when the server refuses, or stays away for all attempts
   */
  <T> T retrying(Supplier<T> requests) {
    for (int failures = 1; ; failures++) {
      try {
        return requests.get();
      } catch (TrackingException e) {
        if (e.reason() != Reason.Unavailable || failures == policy.attempts()) {
          throw e;
        }
        log.warn("{}; asking again", e.getMessage());
        pause(policy.pauseAfter(failures));
      }
    }
  }

  /** Posts JSON to a path of the REST interface, once. */
  JsonNode post(String what, String path, Object body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json(body)));
    return parse(what, send(what, request, BodyHandlers.ofString()));
  }

  /** Gets JSON from a path of the server, once. */
  JsonNode get(String what, String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path)).GET();
    return parse(what, send(what, request, BodyHandlers.ofString()));
  }

  /** Gets a run, once. */
  JsonNode run(String runId) {
    return get("read run " + runId, "/api/2.0/mlflow/runs/get?run_id=" + runId).path("run");
  }

  /** Sends a request, once. */
  <T> T send(String what, HttpRequest.Builder request, BodyHandler<T> handler) {
    return send(what, request, handler, 0);
  }

  /** Sends a request whose body has {@code bytes}, which takes its time, once. */
  <T> T send(String what, HttpRequest.Builder request, BodyHandler<T> handler, long bytes) {
    access.authorization().ifPresent(value -> request.setHeader("Authorization", value));
    Duration limit = policy.timeout().plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    try {
      HttpResponse<Answer<T>> response =
          http.send(request.timeout(limit).build(), orProblem(handler));
      return switch (response.body()) {
        case Answer.Accepted<T> accepted -> accepted.body();
        case Answer.Problem<T> problem -> throw answered(what, response.statusCode(), problem);
      };
    } catch (IOException e) {
      throw isDistrust(e) ? untrusted(e) : unavailable(what, rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(what, "interrupted", e);
    }
  }

  /** What came back: the body that was asked for, or a text that says why not. */
  private sealed interface Answer<T> {
    record Accepted<T>(T body) implements Answer<T> {}

    record Problem<T>(String message, boolean isMlflows) implements Answer<T> {}
  }

  private static <T> BodyHandler<Answer<T>> orProblem(BodyHandler<T> handler) {
    return response ->
        response.statusCode() / 100 == 2
            ? BodySubscribers.mapping(handler.apply(response), Answer.Accepted::new)
            : BodySubscribers.mapping(
                BodySubscribers.ofString(StandardCharsets.UTF_8), Requests::problem);
  }

  private TrackingException answered(String what, int status, Answer.Problem<?> answer) {
    String message = answer.message();
    // 408, 429 and 5xx: the server is in trouble or asks for patience; the rest would not change.
    if (status == 408 || status == 429 || status >= 500) {
      return unavailable(what, "HTTP " + status + " " + message, null);
    }
    if (status == 401 || status == 403) {
      return new TrackingException(
          Reason.Unauthorised,
          "MLflow at %s does not let us %s: HTTP %d %s; check the user name and password or the token"
              .formatted(server, what, status, message),
          null);
    }
    return answer.isMlflows() || status == CONTENT_TOO_LARGE
        ? new TrackingException(
            Reason.Refused,
            "MLflow at %s refused to %s: HTTP %d %s".formatted(server, what, status, message),
            null)
        : notMlflow(what, "HTTP " + status + " " + message, null);
  }

  private TrackingException notMlflow(String what, String said, @Nullable Throwable cause) {
    return new TrackingException(
        Reason.NotMlflow,
        "%s, asked to %s, does not answer as MLflow does (%s): check the address"
            .formatted(server, what, said.lines().findFirst().orElse("nothing")),
        cause);
  }

  private TrackingException unavailable(String what, String why, @Nullable Throwable cause) {
    return new TrackingException(
        Reason.Unavailable,
        "MLflow at %s cannot %s: %s; check that the server runs and that the address is right"
            .formatted(server, what, why),
        cause);
  }

  private void pause(Duration duration) {
    try {
      if (closed.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        closed.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("be asked again", "interrupted", e);
    }
  }

  /** With MLflow's own message, where the answer is MLflow's and not that of a proxy before it. */
  private static <T> Answer<T> problem(String body) {
    try {
      JsonNode answer = JSON.readTree(body);
      return new Answer.Problem<>(
          answer.path("message").asText(body.strip()), answer.has("error_code"));
    } catch (JsonProcessingException notJson) {
      return new Answer.Problem<>(body.strip(), false);
    }
  }

  private JsonNode parse(String what, String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw notMlflow(what, "no JSON", e);
    }
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request body that is not JSON", e);
    }
  }

  /** Whether a certificate was the problem; a connection that broke while it began was not. */
  private static boolean isDistrust(IOException failure) {
    return failure instanceof SSLException
        && Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .anyMatch(GeneralSecurityException.class::isInstance);
  }

  private TrackingException untrusted(IOException e) {
    return new TrackingException(
        Reason.Unauthorised,
        "MLflow at %s cannot be trusted (%s): set %s to a PEM file with the certificate of its authority"
            .formatted(server, rootMessage(e), TrackingAccess.CERTIFICATES),
        e);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  @Override
  public void close() {
    closed.release();
    http.shutdownNow();
  }
}
