package dev.graft.operator.resources;

import dev.graft.api.ResourceSettings;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.TrainerDevice;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The pod template of a trainer: the plan read-only, folders to write to, the tracking server's
 * credentials, none of the API server's.
 *
 * <p>Folders: {@code /etc/graft} the plan; those of {@link TrainerFolders}.
 */
final class TrainerPod {
  /** Time to finish an optimizer step and write a checkpoint. */
  private static final long GRACE_PERIOD_SECONDS = 120;

  /** Replaced by the kubelet; the Job controller gives each pod the variable. */
  private static final String INDEX = "$(JOB_COMPLETION_INDEX)";

  private static final String CONTAINER = "trainer";
  private static final String PLAN_FOLDER = "/etc/graft";

  /** The root filesystem is read-only, so what libraries unpack goes to /tmp. */
  private static final String ENGINE_CACHE = "/tmp/djl";

  private TrainerPod() {}

  static PodTemplateSpec backbone(Blueprint blueprint) {
    ResourceSettings resources = blueprint.spec().trainer().backbone().resources();
    List<String> stage = List.of("--stage", BackboneStage.NAME);
    return template(blueprint, Role.BACKBONE, resources, stage, BackboneStage.NAME);
  }

  /** One template for all runs: a pod learns its index from the Job controller. */
  static PodTemplateSpec runs(Blueprint blueprint) {
    ResourceSettings resources = blueprint.spec().trainer().runs().resources();
    List<String> stage = List.of("--stage", "run", "--index", INDEX);
    return template(blueprint, Role.RUNS, resources, stage, "run-" + INDEX);
  }

  private static PodTemplateSpec template(
      Blueprint blueprint,
      Role role,
      ResourceSettings resources,
      List<String> stage,
      String folder) {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withMetadata(Labels.podMetadata(blueprint.owner(), role))
            .withSpec(pod(blueprint, resources, stage, TrainerFolders.of(blueprint, folder)))
            .build();
    return ImagePulls.added(
        PodOptions.added(template, blueprint.spec().trainer().pod()), blueprint.images());
  }

  private static PodSpec pod(
      Blueprint blueprint, ResourceSettings resources, List<String> stage, TrainerFolders folders) {
    TrackingCredentials credentials = new TrackingCredentials(blueprint.spec().tracking());
    TrainerDevice device = TrainerDevice.of(resources);
    return new PodSpecBuilder()
        .withRestartPolicy("Never") // a pod failure policy needs it
        .withTerminationGracePeriodSeconds(GRACE_PERIOD_SECONDS)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(RestrictedPod.podContext(blueprint.user()))
        .addToContainers(
            new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(blueprint.images().trainer(device))
                .withArgs(arguments(blueprint, stage, folders))
                .withEnv(environment(blueprint, device, credentials))
                .withEnvFrom(credentials.environment())
                .withResources(ComputeResources.of(resources))
                .withSecurityContext(RestrictedPod.containerContext())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts(folders, credentials))
                .addAllToVolumeMounts(DemonstrationVolume.mounts(blueprint))
                .build())
        .withVolumes(volumes(blueprint, folders, credentials))
        .addAllToVolumes(DemonstrationVolume.volumes(blueprint))
        .build();
  }

  private static List<String> arguments(
      Blueprint blueprint, List<String> stage, TrainerFolders folders) {
    List<String> arguments =
        new ArrayList<>(List.of("--plan", PLAN_FOLDER + "/" + PlanConfigMap.FILE));
    arguments.addAll(stage);
    arguments.addAll(List.of("--state", folders.state(), "--store", folders.store()));
    arguments.addAll(List.of("--simulators", Simulators.addresses(blueprint)));
    arguments.addAll(List.of("--tracking-uri", blueprint.trackingUri()));
    arguments.addAll(List.of("--parent-key", blueprint.parentKey()));
    Long deadline = blueprint.spec().failurePolicy().noProgressDeadlineSeconds();
    if (deadline != null) {
      arguments.addAll(List.of("--no-progress-deadline", deadline.toString()));
    }
    return arguments;
  }

  private static List<EnvVar> environment(
      Blueprint blueprint, TrainerDevice device, TrackingCredentials credentials) {
    Map<String, String> variables =
        new LinkedHashMap<>(
            TrainerEnvironment.of(blueprint.spec().trainer().threads(), ENGINE_CACHE, device));
    variables.putAll(credentials.variables());
    return variables.entrySet().stream()
        .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
        .toList();
  }

  private static List<VolumeMount> mounts(TrainerFolders folders, TrackingCredentials credentials) {
    VolumeMount plan =
        new VolumeMountBuilder()
            .withName("plan")
            .withMountPath(PLAN_FOLDER)
            .withReadOnly(true)
            .build();
    VolumeMount scratch =
        new VolumeMountBuilder().withName("scratch").withMountPath("/tmp").build();
    return Stream.of(
            Stream.of(plan),
            folders.mounts().stream(),
            Stream.of(scratch),
            credentials.mounts().stream())
        .flatMap(mounts -> mounts)
        .toList();
  }

  private static List<Volume> volumes(
      Blueprint blueprint, TrainerFolders folders, TrackingCredentials credentials) {
    Volume plan =
        new VolumeBuilder()
            .withName("plan")
            .withNewConfigMap()
            .withName(PlanConfigMap.name(blueprint))
            .endConfigMap()
            .build();
    return Stream.of(
            Stream.of(plan),
            folders.volumes().stream(),
            Stream.of(TrainerFolders.scratch("scratch")),
            credentials.volumes().stream())
        .flatMap(volumes -> volumes)
        .toList();
  }
}
