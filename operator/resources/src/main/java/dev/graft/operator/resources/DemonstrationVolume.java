package dev.graft.operator.resources;

import dev.graft.api.Demonstrations;
import dev.graft.plan.DatasetFiles;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Optional;

/** The volume with a person's own demonstrations, in a trainer's pod; read-only. */
final class DemonstrationVolume {
  private static final String NAME = "demonstrations";

  private DemonstrationVolume() {}

  static List<Volume> volumes(Blueprint blueprint) {
    return claim(blueprint).map(DemonstrationVolume::volume).stream().toList();
  }

  static List<VolumeMount> mounts(Blueprint blueprint) {
    return claim(blueprint).map(claim -> mount()).stream().toList();
  }

  private static Optional<String> claim(Blueprint blueprint) {
    return Optional.ofNullable(blueprint.spec().demonstrations().dataset())
        .map(Demonstrations.Dataset::claimName);
  }

  private static Volume volume(String claim) {
    return new VolumeBuilder()
        .withName(NAME)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim)
        .withReadOnly(true)
        .endPersistentVolumeClaim()
        .build();
  }

  private static VolumeMount mount() {
    return new VolumeMountBuilder()
        .withName(NAME)
        .withMountPath(DatasetFiles.VOLUME_FOLDER)
        .withReadOnly(true)
        .build();
  }
}
