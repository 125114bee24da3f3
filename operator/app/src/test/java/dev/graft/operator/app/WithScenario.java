package dev.graft.operator.app;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that have a scenario each; they start its operator themselves. */
@ExtendWith(ControlPlaneExtension.class)
abstract class WithScenario {
  Scenario scenario;

  @BeforeEach
  void openScenario(ControlPlane plane, KubernetesBinaries binaries) {
    NeedsControllers.require(binaries);
    scenario = new Scenario(plane);
  }

  @AfterEach
  void closeScenario() {
    if (scenario != null) {
      scenario.close();
    }
  }
}
