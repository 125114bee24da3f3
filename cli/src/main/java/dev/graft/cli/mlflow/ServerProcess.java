package dev.graft.cli.mlflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The processes of a local MLflow server: started, awaited, ended. Keeps no state. */
final class ServerProcess {
  /** Beside other work it has taken two minutes; one that cannot start ends by itself. */
  static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(150);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private ServerProcess() {}

  /**
   * Starts one.
   *
   * @param python interpreter that has MLflow
   * @param data folder of its database and files
   * @param log receives what it writes
   */
  static ProcessHandle start(String python, Path data, Path log, int port) throws IOException {
    Path artifacts = Files.createDirectories(data.resolve("artifacts"));
    // A session of its own: Ctrl-C in the person's terminal must not end the server.
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "setsid",
                python,
                "-m",
                "mlflow",
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + data.resolve("mlflow.db"),
                "--artifacts-destination",
                artifacts.toString()));
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    builder.directory(data.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    return process.toHandle();
  }

  /** Up to three ports to try: of those that are wanted, and where there is a choice any other. */
  static List<Integer> freePorts(List<Integer> wanted) {
    return Stream.concat(wanted.stream(), Stream.of(0).filter(any -> wanted.size() > 1))
        .map(ServerProcess::freePort)
        .flatMap(Optional::stream)
        .limit(3)
        .toList();
  }

  private static Optional<Integer> freePort(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.of(socket.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether it answers in time; false when it has ended. */
  static boolean awaitHealth(ProcessHandle server, URI uri) {
    Instant limit = Instant.now().plus(START_LIMIT);
    while (Instant.now().isBefore(limit)) {
      if (isHealthy(uri)) {
        return true;
      }
      if (endsWithin(server, PROBE_INTERVAL)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isHealthy(URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/health")).timeout(Duration.ofSeconds(5)).build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Ends the server's workers too, which would otherwise outlive a killed server. */
  static void end(ProcessHandle server) {
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : all) {
      if (!endsWithin(process, STOP_LIMIT)) {
        process.destroyForcibly();
      }
    }
  }

  /** Kills one, and returns when it is gone. */
  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    endsWithin(process, STOP_LIMIT);
  }

  private static boolean endsWithin(ProcessHandle process, Duration limit) {
    CompletableFuture<ProcessHandle> exit = process.onExit();
    try {
      exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for MLflow", e);
  }
}
