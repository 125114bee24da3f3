package dev.graft.operator.resources;

import dev.graft.api.Storage;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * Where a trainer writes: {@code state} has one stage's checkpoints, records and result, {@code
 * store} demonstrations and backbones by digest.
 *
 * <p>On the volume of {@code spec.storage} both outlive the pod, and jobs that share the volume
 * share the store; else both end with the pod. An attempt's states are in a folder of its own: by
 * UID, since a job that is made anew under the same name has other records.
 *
 * <pre>
 *   STORAGE/store
 *   STORAGE/jobs/UID/SPEC-DIGEST/backbone
 *   STORAGE/jobs/UID/SPEC-DIGEST/run-0 ...
 * </pre>
 *
 * @param state folder of one stage
 * @param store folder of all stages
 * @param volumes of the pod
 * @param mounts of its container
 */
record TrainerFolders(String state, String store, List<Volume> volumes, List<VolumeMount> mounts) {
  private static final String ROOT = "/var/lib/graft/";

  static TrainerFolders of(Blueprint blueprint, String stage) {
    Storage storage = blueprint.spec().storage();
    return storage == null ? inPod() : onVolume(blueprint, stage, storage.claimName());
  }

  private static TrainerFolders inPod() {
    return new TrainerFolders(
        ROOT + "state",
        ROOT + "store",
        List.of(scratch("state"), scratch("store")),
        List.of(mount("state"), mount("store")));
  }

  private static TrainerFolders onVolume(Blueprint blueprint, String stage, String claim) {
    Volume volume =
        new VolumeBuilder()
            .withName("storage")
            .withNewPersistentVolumeClaim()
            .withClaimName(claim)
            .endPersistentVolumeClaim()
            .build();
    String attempt = ChildNames.abbreviate(blueprint.plan().specDigest());
    return new TrainerFolders(
        ROOT + "storage/jobs/%s/%s/%s".formatted(blueprint.owner().uid(), attempt, stage),
        ROOT + "storage/store",
        List.of(volume),
        List.of(mount("storage")));
  }

  private static VolumeMount mount(String volume) {
    return new VolumeMountBuilder().withName(volume).withMountPath(ROOT + volume).build();
  }

  /** A folder that ends with the pod. */
  static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }
}
