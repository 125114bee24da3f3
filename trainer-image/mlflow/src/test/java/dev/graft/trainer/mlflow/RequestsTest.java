package dev.graft.trainer.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final int NEVER = 0;

  private final Queue<Integer> statuses = new ArrayDeque<>();
  private final AtomicInteger received = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private Requests requests;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          received.incrementAndGet();
          int status = statuses.remove();
          if (status == NEVER) {
            await();
          }
          byte[] body =
              "{\"error_code\": \"TOLD\", \"message\": \"as told\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(Math.max(200, status), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    requests = patient(Duration.ofSeconds(30));
  }

  private Requests patient(Duration timeout) {
    return new Requests(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        TrackingAccess.ANONYMOUS,
        new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), timeout));
  }

  @AfterEach
  void stop() {
    end.countDown();
    requests.close();
    server.stop(0);
    threads.close();
  }

  @Test
  void asksAgainUntilTheServerIsBack() {
    answerWith(503, 429, 200);

    assertThat(send()).isEqualTo("as told");
    assertThat(received).hasValue(3);
  }

  @Test
  void givesUpAfterTheLastAttemptAndNamesTheServer() {
    answerWith(503, 503, 503, 200);

    assertThatThrownBy(this::send)
        .isInstanceOfSatisfying(
            TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unavailable))
        .hasMessageContainingAll(requests.server(), "log metrics", "HTTP 503 as told");
    assertThat(received).hasValue(3);
  }

  @Test
  void doesNotRepeatWhatTheServerRefused() {
    answerWith(400, 200);

    assertThatThrownBy(this::send)
        .isInstanceOfSatisfying(
            TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Refused))
        .hasMessageContaining("HTTP 400 as told");
    assertThat(received).hasValue(1);
  }

  @Test
  void leavesAServerThatNeverAnswers() {
    answerWith(NEVER, NEVER, NEVER);
    requests.close();
    requests = patient(Duration.ofMillis(200));

    assertThatThrownBy(this::send)
        .isInstanceOfSatisfying(
            TrackingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.Unavailable))
        .hasMessageContaining("timed out");
  }

  @Test
  void saysThatNobodyListens() {
    server.stop(0);

    assertThatThrownBy(this::send)
        .isInstanceOf(TrackingException.class)
        .hasMessageContainingAll(requests.server(), "check that the server runs");
  }

  @Test
  void pausesTwiceAsLongUpToTheBound() {
    RetryPolicy policy =
        new RetryPolicy(9, Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(1));

    assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(policy.pauseAfter(3)).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.pauseAfter(8)).isEqualTo(Duration.ofSeconds(3));
  }

  private String send() {
    return requests
        .retrying(() -> requests.post("log metrics", "runs/log-batch", Map.of()))
        .path("message")
        .asText();
  }

  private void answerWith(Integer... all) {
    statuses.addAll(java.util.List.of(all));
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
