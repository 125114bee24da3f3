package dev.graft.cli.manifest;

import dev.graft.cli.VersionCommand;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.resources.PullPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code graft plan --children} cannot know of the cluster, as a picocli mixin. */
final class ClusterOptions {
  @Option(
      names = "--children",
      description =
          "Show the Kubernetes objects that the operator would create, as YAML documents.")
  boolean children;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      defaultValue = "default",
      description = "With --children: of AdapterJobs that name none (default: ${DEFAULT-VALUE}).")
  String namespace;

  @Option(
      names = "--image-repository",
      paramLabel = "NAME",
      defaultValue = "graft",
      description =
          "With --children: what the images' names begin with, images.repository of the Helm"
              + " chart (default: ${DEFAULT-VALUE}).")
  String imageRepository;

  @Option(
      names = "--image-tag",
      paramLabel = "TAG",
      description =
          "With --children: the images' tag, images.tag of the Helm chart (default: this version).")
  String imageTag = VersionCommand.number();

  @Option(
      names = "--simulator-digest",
      paramLabel = "DIGEST",
      converter = ImageDigest.class,
      description =
          "With --children: sha256:..., images.digests.simulator of the Helm chart, instead of the"
              + " tag.")
  @Nullable String simulatorDigest;

  @Option(
      names = "--trainer-digest",
      paramLabel = "DIGEST",
      converter = ImageDigest.class,
      description =
          "With --children: sha256:..., images.digests.trainer of the Helm chart, instead of the"
              + " tag.")
  @Nullable String trainerDigest;

  @Option(
      names = "--trainer-cuda-digest",
      paramLabel = "DIGEST",
      converter = ImageDigest.class,
      description =
          "With --children: sha256:..., images.digests.trainer-cuda of the Helm chart, instead of"
              + " the tag.")
  @Nullable String trainerCudaDigest;

  @Option(
      names = "--image-pull-policy",
      paramLabel = "POLICY",
      defaultValue = "IfNotPresent",
      description =
          "With --children: ${COMPLETION-CANDIDATES}, images.pullPolicy of the Helm chart (default:"
              + " ${DEFAULT-VALUE}).")
  PullPolicy imagePullPolicy;

  @Option(
      names = "--image-pull-secret",
      paramLabel = "NAME",
      description =
          "With --children: a Secret of images.jobPullSecrets of the Helm chart; may be repeated.")
  List<String> imagePullSecrets = List.of();

  @Option(
      names = "--pod-user",
      paramLabel = "USER",
      defaultValue = "65532",
      converter = PodUserConverter.class,
      description =
          "With --children: a number, or cluster, podSecurity.user of the Helm chart (default:"
              + " ${DEFAULT-VALUE}).")
  PodUser podUser;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ClusterOptions() {}

  /** The images of that operator. */
  Images images() {
    return new Images(
        image("simulator", simulatorDigest),
        image("trainer", trainerDigest),
        image("trainer-cuda", trainerCudaDigest),
        imagePullPolicy,
        imagePullSecrets);
  }

  private String image(String name, @Nullable String digest) {
    String version = digest == null ? ":" + imageTag : "@" + digest;
    return imageRepository + "/" + name + version;
  }
}
