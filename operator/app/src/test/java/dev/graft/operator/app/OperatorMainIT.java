package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process. */
class OperatorMainIT {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path folder;
  private @Nullable OperatorJvm operator;

  @AfterEach
  void stop() {
    if (operator != null) {
      operator.kill();
    }
  }

  @Test
  void saysWhichVariableIsMissing() throws Exception {
    OperatorJvm operator = start(Map.of());

    assertThat(operator.exitCode()).isEqualTo(1);
    assertThat(operator.log()).contains("graft-operator: GRAFT_SIMULATOR_IMAGE is not set");
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

    OperatorJvm operator = start(OperatorJvm.environment(kubeconfig));

    assertThat(operator.exitCode()).isEqualTo(1);
    assertThat(operator.log())
        .contains("no Kubernetes API server answers at https://127.0.0.1:1", "set KUBECONFIG");
  }

  @Test
  @ExtendWith(ControlPlaneExtension.class)
  void watchesReportsHealthAndStopsWhenAsked(ControlPlane plane) throws Exception {
    OperatorJvm operator = start(OperatorJvm.environment(plane.kubeconfig(User.OPERATOR)));
    operator.awaitReady();

    assertThat(operator.get("/healthz")).isEqualTo("ok\n");
    assertThat(operator.get("/metrics"))
        .contains(
            "graft_leading 1.0", "graft_passes_total{outcome=\"failed\"} 0.0", "jvm_memory_used");
    assertThat(operator.log().lines())
        .filteredOn(line -> line.contains("watching"))
        .singleElement()
        .satisfies(
            line ->
                assertThat(new ObjectMapper().readTree(line).path("level").asText())
                    .isEqualTo("info"));
    operator.terminate();

    assertThat(operator.exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  @ExtendWith(ControlPlaneExtension.class)
  void logsWhatItIsAskedToLog(ControlPlane plane) throws Exception {
    Map<String, String> environment =
        new HashMap<>(OperatorJvm.environment(plane.kubeconfig(User.OPERATOR)));
    environment.put("GRAFT_LOG_LEVEL", "debug");

    OperatorJvm operator = start(environment);
    operator.awaitReady();

    assertThat(operator.log().lines().filter(line -> line.startsWith("{")))
        .anyMatch(line -> line.contains("\"level\":\"debug\""))
        .allSatisfy(
            line ->
                assertThat(new ObjectMapper().readTree(line).path("logger").asText()).isNotEmpty());
  }

  private OperatorJvm start(Map<String, String> environment) throws IOException {
    operator = OperatorJvm.start(folder.resolve("log"), environment);
    return operator;
  }
}
