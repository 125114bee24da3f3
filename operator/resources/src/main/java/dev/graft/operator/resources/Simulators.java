package dev.graft.operator.resources;

import dev.graft.plan.SimulatorRoom;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The simulator pods and the headless Service that names them.
 *
 * <p>A StatefulSet and not a Deployment, although simulators keep nothing: trainers are given a
 * list of addresses, and a pod that is replaced must come back under the same one.
 */
public final class Simulators {
  private static final int PORT = 7300;
  private static final String SCRATCH = "scratch";

  private Simulators() {}

  /** Builds the workload. */
  public static StatefulSet workload(Blueprint blueprint) {
    Owner owner = blueprint.owner();
    return ContentDigest.stamp(
        new StatefulSetBuilder()
            .withMetadata(Labels.metadata(owner, Role.SIMULATOR, name(owner)))
            .withNewSpec()
            .withReplicas(blueprint.spec().simulation().replicas())
            .withServiceName(name(owner))
            .withPodManagementPolicy("Parallel")
            .withNewSelector()
            .withMatchLabels(Labels.selector(owner, Role.SIMULATOR))
            .endSelector()
            .withTemplate(template(blueprint))
            .endSpec()
            .build());
  }

  private static PodTemplateSpec template(Blueprint blueprint) {
    PodTemplateSpec template =
        new PodTemplateSpecBuilder()
            .withMetadata(Labels.podMetadata(blueprint.owner(), Role.SIMULATOR))
            .withSpec(pod(blueprint))
            .build();
    return ImagePulls.added(
        PodOptions.added(template, blueprint.spec().simulation().pod()), blueprint.images());
  }

  /** Builds the headless Service. */
  public static Service service(Blueprint blueprint) {
    Owner owner = blueprint.owner();
    return ContentDigest.stamp(
        new ServiceBuilder()
            .withMetadata(Labels.metadata(owner, Role.SIMULATOR, name(owner)))
            .withNewSpec()
            .withClusterIP("None")
            .withSelector(Labels.selector(owner, Role.SIMULATOR))
            .addNewPort()
            .withName("grpc")
            .withAppProtocol("kubernetes.io/h2c")
            .withPort(PORT)
            .withNewTargetPort("grpc")
            .endPort()
            .endSpec()
            .build());
  }

  /** {@code host:port} of every simulator, separated by commas, as the trainer takes them. */
  static String addresses(Blueprint blueprint) {
    String name = name(blueprint.owner());
    String domain = name + "." + blueprint.owner().namespace() + ".svc";
    return IntStream.range(0, blueprint.spec().simulation().replicas())
        .mapToObj(ordinal -> "%s-%d.%s:%d".formatted(name, ordinal, domain, PORT))
        .collect(Collectors.joining(","));
  }

  private static String name(Owner owner) {
    return ChildNames.of(owner.name(), Role.SIMULATOR);
  }

  private static PodSpec pod(Blueprint blueprint) {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(RestrictedPod.podContext(blueprint.user()))
        .withContainers(container(blueprint))
        .addNewVolume()
        .withName(SCRATCH)
        .withNewEmptyDir()
        .endEmptyDir()
        .endVolume()
        .build();
  }

  private static Container container(Blueprint blueprint) {
    return new ContainerBuilder()
        .withName("simulator")
        .withImage(blueprint.images().simulator())
        .withArgs(
            "--port",
            String.valueOf(PORT),
            "--max-environments",
            String.valueOf(SimulatorRoom.of(blueprint.spec()).maxEnvironments()))
        .addNewPort()
        .withName("grpc")
        .withContainerPort(PORT)
        .endPort()
        .withStartupProbe(health(2, 60))
        .withReadinessProbe(health(5, 2))
        .withLivenessProbe(health(20, 3))
        .withResources(ComputeResources.of(blueprint.spec().simulation().resources()))
        .withSecurityContext(RestrictedPod.containerContext())
        .addNewVolumeMount()
        .withName(SCRATCH) // native libraries are unpacked here
        .withMountPath("/tmp")
        .endVolumeMount()
        .build();
  }

  private static Probe health(int periodSeconds, int failureThreshold) {
    return new ProbeBuilder()
        .withNewGrpc()
        .withPort(PORT)
        .endGrpc()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(5)
        .withFailureThreshold(failureThreshold)
        .build();
  }
}
