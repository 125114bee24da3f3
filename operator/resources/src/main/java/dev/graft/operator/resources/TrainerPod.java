package dev.graft.operator.resources;

import dev.graft.api.ResourceSettings;
import dev.graft.plan.TrainerEnvironment;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The pod template of a trainer: the plan read-only, scratch folders, no API credentials.
 *
 * <p>Folders: {@code /etc/graft} the plan, {@code /var/lib/graft/state} checkpoints and the stage's
 * result, {@code /var/lib/graft/store} demonstrations and backbones by digest.
 */
final class TrainerPod {
  /** Time to finish an optimizer step and write a checkpoint. */
  private static final long GRACE_PERIOD_SECONDS = 120;

  private static final String CONTAINER = "trainer";
  private static final String PLAN_FOLDER = "/etc/graft";
  private static final String STATE_FOLDER = "/var/lib/graft/state";

  /** The root filesystem is read-only, so what libraries unpack goes to /tmp. */
  private static final String ENGINE_CACHE = "/tmp/djl";

  private static final String STORE_FOLDER = "/var/lib/graft/store";

  private TrainerPod() {}

  static PodTemplateSpec backbone(Blueprint blueprint) {
    ResourceSettings resources = blueprint.spec().trainer().backbone().resources();
    return template(blueprint, Role.BACKBONE, resources, List.of("--stage", "backbone"));
  }

  /** One template for all runs: a pod learns its index from the Job controller. */
  static PodTemplateSpec runs(Blueprint blueprint) {
    ResourceSettings resources = blueprint.spec().trainer().runs().resources();
    List<String> stage = List.of("--stage", "run", "--index", "$(JOB_COMPLETION_INDEX)");
    return template(blueprint, Role.RUNS, resources, stage);
  }

  private static PodTemplateSpec template(
      Blueprint blueprint, Role role, ResourceSettings resources, List<String> stage) {
    return new PodTemplateSpecBuilder()
        .withMetadata(Labels.podMetadata(blueprint.owner(), role))
        .withSpec(pod(blueprint, resources, stage))
        .build();
  }

  private static PodSpec pod(Blueprint blueprint, ResourceSettings resources, List<String> stage) {
    return new PodSpecBuilder()
        .withRestartPolicy("Never") // a pod failure policy needs it
        .withTerminationGracePeriodSeconds(GRACE_PERIOD_SECONDS)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(RestrictedPod.podContext())
        .addToContainers(
            new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(blueprint.images().trainer())
                .withArgs(arguments(blueprint, stage))
                .withEnv(environment(blueprint))
                .withResources(ComputeResources.of(resources))
                .withSecurityContext(RestrictedPod.containerContext())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts())
                .addAllToVolumeMounts(DemonstrationVolume.mounts(blueprint))
                .build())
        .withVolumes(volumes(blueprint))
        .addAllToVolumes(DemonstrationVolume.volumes(blueprint))
        .build();
  }

  private static List<String> arguments(Blueprint blueprint, List<String> stage) {
    List<String> arguments =
        new ArrayList<>(List.of("--plan", PLAN_FOLDER + "/" + PlanConfigMap.FILE));
    arguments.addAll(stage);
    arguments.addAll(List.of("--state", STATE_FOLDER, "--store", STORE_FOLDER));
    arguments.addAll(List.of("--simulators", Simulators.addresses(blueprint)));
    arguments.addAll(List.of("--tracking-uri", blueprint.trackingUri()));
    arguments.addAll(List.of("--parent-key", parentKey(blueprint)));
    return arguments;
  }

  /** The attempt: the same for all its pods, and for no other AdapterJob or attempt. */
  private static String parentKey(Blueprint blueprint) {
    return blueprint.owner().uid() + "/" + blueprint.plan().specDigest();
  }

  private static List<EnvVar> environment(Blueprint blueprint) {
    return TrainerEnvironment.of(blueprint.spec().trainer().threads(), ENGINE_CACHE)
        .entrySet()
        .stream()
        .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
        .toList();
  }

  private static List<VolumeMount> mounts() {
    return List.of(
        new VolumeMountBuilder()
            .withName("plan")
            .withMountPath(PLAN_FOLDER)
            .withReadOnly(true)
            .build(),
        mount("state", STATE_FOLDER),
        mount("store", STORE_FOLDER),
        mount("scratch", "/tmp"));
  }

  private static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  private static List<Volume> volumes(Blueprint blueprint) {
    Volume plan =
        new VolumeBuilder()
            .withName("plan")
            .withNewConfigMap()
            .withName(PlanConfigMap.name(blueprint))
            .endConfigMap()
            .build();
    return List.of(plan, scratch("state"), scratch("store"), scratch("scratch"));
  }

  private static Volume scratch(String name) {
    return new VolumeBuilder().withName(name).withNewEmptyDir().endEmptyDir().build();
  }
}
