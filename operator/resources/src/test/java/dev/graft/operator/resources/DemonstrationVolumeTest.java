package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DemonstrationVolumeTest {
  private static final String DIGEST = "a".repeat(64);

  @Test
  void trainersReadTheDatasetWhereThePlanSaysItIs() {
    Blueprint blueprint =
        blueprint("{dataset: {path: doors, claimName: recordings, digest: %s}}".formatted(DIGEST));

    PodSpec pod = BackboneJob.build(blueprint).getSpec().getTemplate().getSpec();

    assertThat(pod.getVolumes())
        .filteredOn(volume -> volume.getName().equals("demonstrations"))
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.getPersistentVolumeClaim().getClaimName()).isEqualTo("recordings");
              assertThat(volume.getPersistentVolumeClaim().getReadOnly()).isTrue();
            });
    assertThat(pod.getContainers().getFirst().getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("demonstrations"))
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(
                      Objects.requireNonNull(blueprint.plan().backbone().dataset().files()).path())
                  .isEqualTo(mount.getMountPath() + "/doors");
              assertThat(mount.getReadOnly()).isTrue();
            });
  }

  @Test
  void collectedDemonstrationsNeedNoVolume() {
    Blueprint blueprint = blueprint("{scripted: {}}");

    assertThat(DemonstrationVolume.volumes(blueprint)).isEmpty();
    assertThat(DemonstrationVolume.mounts(blueprint)).isEmpty();
  }

  private static Blueprint blueprint(String demonstrations) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: own, namespace: robots, uid: 5f0e6f0e-2f5f-4f0f-8f0c-3f1f6f3f9f4f}
        spec:
          backbone: {pretrain: {tasks: {names: [reach-v3]}, training: {epochs: 3}}}
          demonstrations: %s
        """
            .formatted(demonstrations);
    return Blueprints.of(yaml, Blueprints.IMAGES);
  }
}
