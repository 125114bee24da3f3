package dev.graft.cli.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.graft.cli.Graft;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that ask a tracking server: one that is away, and one that has no such run. */
class AskedServerIT {
  private static final String RUN = "0123456789abcdef0123456789abcdef";
  private static final byte[] NOT_FOUND =
      "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"Run not found\"}"
          .getBytes(StandardCharsets.UTF_8);

  private final StringWriter err = new StringWriter();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, NOT_FOUND.length);
          exchange.getResponseBody().write(NOT_FOUND);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aServerThatIsAwayFailsTheCommandWithItsAddress() {
    String address = address();
    server.stop(0);

    assertThat(run("models", "--tracking-uri", address)).isEqualTo(1);

    assertThat(err.toString())
        .startsWith("graft: MLflow at " + address)
        .contains("check that the server runs");
  }

  @Test
  void aRunThatTheServerDoesNotHaveIsWrongInput() {
    assertThat(run("compare", RUN, "--tracking-uri", address())).isEqualTo(2);

    assertThat(err.toString()).contains(RUN).contains("give the id of a run of that server");
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... arguments) {
    return Graft.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
