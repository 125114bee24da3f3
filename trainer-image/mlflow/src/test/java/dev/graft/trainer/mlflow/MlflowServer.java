package dev.graft.trainer.mlflow;

import dev.graft.trainer.python.LauncherPython;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real MLflow server, one for all tests of the JVM: take it as a parameter of a test. */
public final class MlflowServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private final Process process;
  private final URI uri;

  private MlflowServer(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Its address. */
  public URI uri() {
    return uri;
  }

  private static MlflowServer start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "mlflow-");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                LauncherPython.withMlflow(),
                "-m",
                "mlflow",
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString()));
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log.txt").toFile());
    MlflowServer server = new MlflowServer(builder.start(), URI.create("http://127.0.0.1:" + port));
    server.awaitHealth(folder.resolve("log.txt"));
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth(Path log) throws IOException, InterruptedException {
    Instant limit = Instant.now().plus(START_LIMIT);
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (!healthy(http)) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || Instant.now().isAfter(limit)) {
          close();
          throw new IllegalStateException("MLflow did not start: " + Files.readString(log));
        }
      }
    }
  }

  private boolean healthy(HttpClient http) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri.resolve("/health")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  /** Starts the server at its first use and stops it after the last test. */
  public static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == MlflowServer.class;
    }

    @Override
    public MlflowServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(MlflowServer.class, key -> started(), MlflowServer.class);
    }

    private static MlflowServer started() {
      try {
        return start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while MLflow started", e);
      }
    }
  }
}
