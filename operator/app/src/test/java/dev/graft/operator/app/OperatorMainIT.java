package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process. */
class OperatorMainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern HEALTH_PORT = Pattern.compile("health on port (\\d+)");
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;
  private @Nullable Process process;

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void saysWhichVariableIsMissing() throws Exception {
    Process operator = start(Map.of());

    assertThat(exitCode(operator)).isEqualTo(1);
    assertThat(output()).contains("graft-operator: GRAFT_SIMULATOR_IMAGE is not set");
  }

  @Test
  void saysThatNoClusterAnswersAndWhatToDo() throws Exception {
    String nobody = "server: \"https://127.0.0.1:1\"";
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: a, cluster: {%s}}]
            contexts: [{name: a, context: {cluster: a, user: a}}]
            users: [{name: a, user: {token: t}}]
            current-context: a
            """
                .formatted(nobody));

    Process operator = start(environment(kubeconfig));

    assertThat(exitCode(operator)).isEqualTo(1);
    assertThat(output())
        .contains("no Kubernetes API server answers at https://127.0.0.1:1", "set KUBECONFIG");
  }

  @Test
  @ExtendWith(ControlPlaneExtension.class)
  void watchesReportsHealthAndStopsWhenAsked(ControlPlane plane) throws Exception {
    Process operator = start(environment(plane.kubeconfig(User.OPERATOR)));
    Awaitility.await("a health port").atMost(PATIENCE).until(() -> healthPort().isPresent());

    Awaitility.await("ready")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(get("/readyz")).isEqualTo(200));
    assertThat(get("/healthz")).isEqualTo(200);
    operator.destroy();

    assertThat(exitCode(operator)).isEqualTo(TERMINATED);
  }

  private static Map<String, String> environment(Path kubeconfig) {
    return Map.of(
        "GRAFT_SIMULATOR_IMAGE", "graft/simulator:test",
        "GRAFT_TRAINER_IMAGE", "graft/trainer:test",
        "GRAFT_HEALTH_PORT", "0",
        "KUBECONFIG", kubeconfig.toString());
  }

  private Process start(Map<String, String> environment) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.graft.operator.app.OperatorMain");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    process = builder.start();
    return process;
  }

  private static int exitCode(Process operator) throws InterruptedException {
    assertThat(operator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
    return operator.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("log"), StandardCharsets.UTF_8);
  }

  private Optional<Integer> healthPort() throws IOException {
    Matcher line = HEALTH_PORT.matcher(output());
    return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
  }

  private int get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + healthPort().orElseThrow() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
