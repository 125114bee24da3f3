package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Phase;
import dev.graft.operator.app.Mortality.Moment;
import dev.graft.operator.cluster.AuditLog.Write;
import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import dev.graft.trainer.mlflow.MlflowServer;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An operator that is killed at one of its writes, to the API server or to MLflow, at each in turn,
 * and its successor.
 */
@ExtendWith({ControlPlaneExtension.class, MlflowServer.Extension.class})
class KilledOperatorIT {
  private static final int MORE_WRITES_THAN_A_JOB_NEEDS = 90;

  @ParameterizedTest
  @EnumSource(Moment.class)
  void successorMakesEachChildAndTheRunOnceAndComesToTheEnd(
      Moment moment, ControlPlane plane, KubernetesBinaries binaries, MlflowServer mlflow)
      throws IOException, StartupException {
    NeedsControllers.require(binaries);
    for (int write = 1; killedAt(write, moment, plane, mlflow); write++) {
      assertThat(write).isLessThan(MORE_WRITES_THAN_A_JOB_NEEDS);
    }
  }

  /** Whether there was such a write. */
  private static boolean killedAt(int write, Moment moment, ControlPlane plane, MlflowServer mlflow)
      throws IOException, StartupException {
    Mortality life = new Mortality(write, moment);
    try (Scenario scenario = new Scenario(plane);
        MortalTracking tracking = new MortalTracking(mlflow.uri(), life)) {
      scenario.connectThrough(new MortalConnection(life));
      start(scenario, tracking);
      scenario.apply(
          Scenario.manifest()
              .replace("uri: \"http://mlflow:5000\"", "experiment: " + scenario.namespace));

      boolean killed = comeToTheEnd(scenario, tracking, life);

      String when = "killed at write %d, %s".formatted(write, moment);
      assertThat(created(scenario))
          .as(when)
          .containsExactlyInAnyOrder("configmaps", "services", "statefulsets", "jobs", "jobs");
      assertThat(tracking.writes())
          .as(when)
          .filteredOn(path -> path.endsWith("/runs/create"))
          .hasSize(1);
      assertThat(recorded(scenario, mlflow)).as(when).isEqualTo("FINISHED");
      return killed;
    }
  }

  private static void start(Scenario scenario, MortalTracking tracking) throws StartupException {
    scenario.startOperator(tracking.address(), Set.of(tracking.address()));
  }

  private static boolean comeToTheEnd(Scenario scenario, MortalTracking tracking, Mortality life) {
    boolean[] replaced = {false};
    scenario.await(
        "the job to come to its end",
        () -> {
          if (life.dead() && !replaced[0]) {
            replaced[0] = true;
            scenario.replaceOperatorWith(
                () -> {
                  tracking.succeed();
                  start(scenario, tracking);
                });
          }
          playKubelet(scenario);
          return scenario.status() != null
              && isOver(scenario.status())
              && scenario.pods("sim").isEmpty();
        });
    return replaced[0];
  }

  private static boolean isOver(AdapterJobStatus status) {
    return status.phase() == Phase.Succeeded
        && status.conditions().stream().anyMatch(c -> c.reason().equals("Recorded"));
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

  /** The state of the run that the status names. */
  private static String recorded(Scenario scenario, MlflowServer mlflow) {
    String run = Objects.requireNonNull(scenario.status().mlflow()).runId();
    try (RecordedRuns runs =
        new RecordedRuns(mlflow.uri(), TrackingAccess.ANONYMOUS, RetryPolicy.ONCE)) {
      return runs.get(run).status();
    }
  }
}
