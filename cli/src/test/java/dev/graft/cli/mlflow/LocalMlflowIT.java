package dev.graft.cli.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real server, from the Python environment that the launcher keeps in its cache. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // the first time its packages are installed
class LocalMlflowIT {
  @TempDir private Path folder;
  private Installation installation;
  private LocalMlflow mlflow;

  @BeforeEach
  void prepare() throws IOException {
    installation = TestInstallation.in(folder);
    mlflow = new LocalMlflow(installation, unusedPort());
  }

  @AfterEach
  void stop() {
    mlflow.stop();
  }

  @Test
  void callersAtOnceGetOneServerWhichStops() throws Exception {
    assertThat(mlflow.find()).isEmpty();

    URI uri = startFromTwoThreads();

    assertThat(health(uri).statusCode()).isEqualTo(200);
    assertThat(mlflow.findOrStart()).isEqualTo(uri);
    assertThat(new LocalMlflow(installation).find()).contains(uri);
    List<ProcessHandle> processes = serverProcesses();
    assertThat(mlflow.stop()).contains(uri);
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(mlflow.find()).isEmpty();
    assertThat(mlflow.stop()).isEmpty();
  }

  @Test
  void stoppedServerStartsAgainAtItsAddressWhenItIsAskedForAlone() {
    URI uri = mlflow.findOrStart();
    mlflow.stop();

    assertThat(mlflow.isWanted()).isFalse();
    assertThat(mlflow.restart(uri)).isFalse();
    assertThat(mlflow.find()).isEmpty();
    assertThat(mlflow.wasAt(uri)).isTrue();
    assertThat(new LocalMlflow(installation).findOrStart()).isEqualTo(uri);
  }

  @Test
  void aTakenPortIsPassedOverAndADeadServerIsReplaced() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      mlflow = new LocalMlflow(installation, taken.getLocalPort());
      assertThat(mlflow.findOrStart().getPort()).isNotEqualTo(taken.getLocalPort());
    }
    for (ProcessHandle process : serverProcesses()) {
      process.destroyForcibly();
      process.onExit().get(10, TimeUnit.SECONDS);
    }

    assertThat(mlflow.find()).isEmpty();
    assertThat(health(mlflow.findOrStart()).statusCode()).isEqualTo(200);
  }

  @Test
  void aProcessThatGotTheSameNumberLaterIsNotTheServer() throws IOException {
    Files.createDirectories(installation.mlflow());
    new ServerRecord(ProcessHandle.current().pid(), 1, "http://127.0.0.1:1", false)
        .write(installation.mlflow().resolve("server.json"));

    assertThat(mlflow.find()).isEmpty();
    assertThat(mlflow.stop()).isEmpty();
  }

  @Test
  void aServerThatCannotStartNamesItsLog() throws IOException {
    TestInstallation.executable(installation.launcher("python-environment"), "echo /bin/false");

    assertThatThrownBy(() -> mlflow.findOrStart())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("server.log");
    assertThat(mlflow.find()).isEmpty();
  }

  @Test
  void packagesThatCannotBeInstalledAreTheMachinesFault() throws IOException {
    TestInstallation.executable(installation.launcher("python-environment"), "exit 2");

    assertThatThrownBy(() -> mlflow.findOrStart())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--tracking-uri")
        .extracting(failure -> ((CommandFailure) failure).exitCode())
        .isEqualTo(ExitCode.Usage);
  }

  private List<ProcessHandle> serverProcesses() throws IOException {
    ProcessHandle server =
        ServerRecord.read(installation.mlflow().resolve("server.json"))
            .flatMap(ServerRecord::process)
            .orElseThrow();
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(server), server.descendants())
        .toList();
  }

  private URI startFromTwoThreads() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<URI> one = CompletableFuture.supplyAsync(mlflow::findOrStart, threads);
      CompletableFuture<URI> two = CompletableFuture.supplyAsync(mlflow::findOrStart, threads);
      assertThat(one.join()).isEqualTo(two.join());
      return one.join();
    }
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static HttpResponse<Void> health(URI uri) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(uri.resolve("/health")).build(), BodyHandlers.discarding());
    }
  }
}
