package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Phase;
import dev.graft.operator.app.MortalConnection.Moment;
import dev.graft.operator.cluster.AuditLog.Write;
import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator that is killed at one of its writes, at each in turn, and its successor. */
@ExtendWith(ControlPlaneExtension.class)
class KilledOperatorIT {
  private static final int MORE_WRITES_THAN_A_JOB_NEEDS = 60;

  @ParameterizedTest
  @EnumSource(Moment.class)
  void successorMakesEachChildOnceAndComesToTheEnd(
      Moment moment, ControlPlane plane, KubernetesBinaries binaries) throws StartupException {
    NeedsControllers.require(binaries);
    for (int write = 1; killedAt(write, moment, plane); write++) {
      assertThat(write).isLessThan(MORE_WRITES_THAN_A_JOB_NEEDS);
    }
  }

  /** Whether there was such a write. */
  private static boolean killedAt(int write, Moment moment, ControlPlane plane)
      throws StartupException {
    MortalConnection connection = new MortalConnection(write, moment);
    try (Scenario scenario = new Scenario(plane)) {
      scenario.connectThrough(connection);
      scenario.startOperator().apply(Scenario.manifest());

      boolean killed = comeToTheEnd(scenario, connection);

      assertThat(created(scenario))
          .as("killed at write %d, %s", write, moment)
          .containsExactlyInAnyOrder("configmaps", "services", "statefulsets", "jobs", "jobs");
      return killed;
    }
  }

  private static boolean comeToTheEnd(Scenario scenario, MortalConnection connection) {
    boolean[] replaced = {false};
    scenario.await(
        "the job to come to its end",
        () -> {
          if (connection.dead() && !replaced[0]) {
            replaced[0] = true;
            scenario.replaceOperator();
          }
          playKubelet(scenario);
          return scenario.status() != null
              && scenario.status().phase() == Phase.Succeeded
              && scenario.pods("sim").isEmpty();
        });
    return replaced[0];
  }

  private static void playKubelet(Scenario scenario) {
    Stream.of("backbone", "runs")
        .flatMap(role -> scenario.pods(role).stream())
        .filter(KilledOperatorIT::works)
        .forEach(pod -> scenario.kubelet.end(pod, 0));
  }

  private static boolean works(Pod pod) {
    return !Objects.equals(pod.getStatus().getPhase(), "Succeeded");
  }

  private static List<String> created(Scenario scenario) {
    return scenario.operatorWrites().stream()
        .filter(write -> write.verb().equals("create") && write.code() == 201)
        .map(Write::resource)
        .filter(resource -> !resource.equals("events"))
        .toList();
  }
}
