package dev.graft.cli.manifest;

import dev.graft.cli.VersionCommand;
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

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ClusterOptions() {}
}
