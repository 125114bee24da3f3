package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.stream.Stream;

/** How nodes get the images of a pod, added to its template. */
final class ImagePulls {
  private ImagePulls() {}

  /** The template with the settings for all pods; pull secrets that it has already stay. */
  static PodTemplateSpec added(PodTemplateSpec template, Images images) {
    return template
        .edit()
        .editSpec()
        .withImagePullSecrets(secrets(template.getSpec().getImagePullSecrets(), images))
        .withContainers(
            template.getSpec().getContainers().stream()
                .map(container -> container(container, images))
                .toList())
        .endSpec()
        .build();
  }

  private static List<LocalObjectReference> secrets(List<LocalObjectReference> own, Images images) {
    return Stream.concat(images.pullSecrets().stream().map(LocalObjectReference::new), own.stream())
        .distinct()
        .toList();
  }

  private static Container container(Container container, Images images) {
    return images.pullPolicy() == null
        ? container
        : container.edit().withImagePullPolicy(images.pullPolicy().name()).build();
  }
}
