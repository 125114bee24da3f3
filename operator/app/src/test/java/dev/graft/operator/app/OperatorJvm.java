package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An operator in a process of its own. */
final class OperatorJvm {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern HEALTH_PORT = Pattern.compile("health on port (\\d+)");

  private final Process process;
  private final Path log;

  private OperatorJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static OperatorJvm start(Path log, Map<String, String> environment, String... options)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.graft.operator.app.OperatorMain");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new OperatorJvm(builder.start(), log);
  }

  /** What every operator needs, and any free port for its probes. */
  static Map<String, String> environment(Path kubeconfig) {
    return Map.of(
        "GRAFT_SIMULATOR_IMAGE", "graft/simulator:test",
        "GRAFT_TRAINER_IMAGE", "graft/trainer:test",
        "GRAFT_TRAINER_CUDA_IMAGE", "graft/trainer-cuda:test",
        "GRAFT_HEALTH_PORT", "0",
        "KUBECONFIG", kubeconfig.toString());
  }

  /** The same for one that looks at one namespace, and may have others beside it. */
  static Map<String, String> environment(Path kubeconfig, String namespace) {
    Map<String, String> variables = new HashMap<>(environment(kubeconfig));
    variables.put("GRAFT_NAMESPACES", namespace);
    variables.put("GRAFT_LEASE_NAMESPACE", namespace);
    return variables;
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  boolean watches() throws IOException {
    return log().contains("\"watching ");
  }

  void awaitReady() {
    Awaitility.await("ready")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> get("/readyz").equals("ok\n") && watches());
  }

  /** The body of an answer. */
  String get(String path) throws IOException, InterruptedException {
    Matcher line = HEALTH_PORT.matcher(log());
    assertThat(line.find()).as("a health port in the log").isTrue();
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + line.group(1) + path);
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.body();
    }
  }

  /** Asks it to stop. */
  void terminate() {
    process.destroy();
  }

  /** Ends it without asking. */
  void kill() {
    process.destroyForcibly();
  }

  int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it ended").isTrue();
    return process.exitValue();
  }
}
