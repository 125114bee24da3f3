package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.AuditLog.Write;
import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import dev.graft.operator.cluster.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two operators as processes, of which one leads. */
@ExtendWith(ControlPlaneExtension.class)
class LeaderElectionIT {
  @TempDir private Path folder;
  private final List<OperatorJvm> operators = new ArrayList<>();

  @AfterEach
  void stop() {
    operators.forEach(OperatorJvm::kill);
  }

  @Test
  void survivorTakesOverAndMakesNothingTwice(ControlPlane plane, KubernetesBinaries binaries)
      throws Exception {
    NeedsControllers.require(binaries);
    try (Scenario scenario = new Scenario(plane)) {
      OperatorJvm first = start(plane, scenario.namespace);
      first.awaitReady();
      OperatorJvm second = start(plane, scenario.namespace);
      scenario.await("the second to stand by", () -> second.get("/readyz").equals("ok\n"));
      assertThat(second.get("/metrics")).contains("graft_leading 0.0");
      scenario.apply(Scenario.manifest());
      scenario.awaitPods("backbone", 1);
      assertThat(second.watches()).isFalse();

      first.kill();

      scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
      scenario.awaitReason("Succeeded");
      assertThat(second.get("/metrics")).contains("graft_leading 1.0");
      assertThat(creates(scenario))
          .containsExactly("configmaps", "services", "statefulsets", "jobs", "jobs");
    }
  }

  @Test
  void leaderThatIsAskedToStopGivesTheLeaseBack(ControlPlane plane) throws Exception {
    try (Scenario scenario = new Scenario(plane)) {
      OperatorJvm leader = start(plane, scenario.namespace);
      leader.awaitReady();

      leader.terminate();
      leader.exitCode();

      assertThat(
              scenario
                  .admin
                  .leases()
                  .inNamespace(scenario.namespace)
                  .withName("graft-operator")
                  .require()
                  .getSpec()
                  .getHolderIdentity())
          .isEqualTo("");
    }
  }

  private OperatorJvm start(ControlPlane plane, String namespace) throws IOException {
    OperatorJvm operator =
        OperatorJvm.start(
            folder.resolve("log-" + operators.size()),
            OperatorJvm.environment(plane.kubeconfig(User.OPERATOR), namespace));
    operators.add(operator);
    return operator;
  }

  private static List<String> creates(Scenario scenario) {
    return scenario.operatorWrites().stream()
        .filter(write -> write.verb().equals("create") && write.code() == 201)
        .map(Write::resource)
        .filter(resource -> !List.of("events", "leases").contains(resource))
        .toList();
  }
}
