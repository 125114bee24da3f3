package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator keeps in memory of the objects that it watches. */
@ExtendWith(ControlPlaneExtension.class)
class CachesIT {
  @Test
  void holdObjectsOfEveryKindWithoutWhoWroteTheirFields(
      ControlPlane plane, KubernetesBinaries binaries) throws StartupException {
    NeedsControllers.require(binaries);
    try (Scenario scenario = new Scenario(plane)) {
      scenario.startOperator().apply(Scenario.manifest());
      scenario.awaitPods("sim", 2).forEach(scenario.kubelet::start);
      scenario.awaitPods("backbone", 1).forEach(scenario.kubelet::start);
      scenario.awaitReason("Pretraining");

      assertThat(scenario.cached())
          .extracting(HasMetadata::getKind)
          .contains("AdapterJob", "ConfigMap", "Service", "StatefulSet", "Job", "Pod");
      assertThat(scenario.cached())
          .filteredOn(object -> !object.getMetadata().getManagedFields().isEmpty())
          .extracting(HasMetadata::getKind)
          .isEmpty();
      assertThat(scenario.awaitJob("backbone").getMetadata().getManagedFields())
          .as("what the API server keeps")
          .isNotEmpty();
    }
  }
}
