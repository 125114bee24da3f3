package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * The AdapterJob that all children belong to; deleting it lets the garbage collector delete them.
 *
 * @param apiVersion group and version, such as {@code graft.dev/v1alpha1}
 * @param kind its kind
 * @param namespace of the AdapterJob and of every child
 * @param name of the AdapterJob
 * @param uid tells an AdapterJob from an earlier one of the same name
 */
public record Owner(String apiVersion, String kind, String namespace, String name, String uid) {

  /** Stands for the UID of an AdapterJob that no API server has given one yet. */
  public static final String UNKNOWN_UID = "00000000-0000-0000-0000-000000000000";

  /** The owner that {@code resource}, as read from an API server, makes. */
  public static Owner of(HasMetadata resource) {
    ObjectMeta metadata = resource.getMetadata();
    return new Owner(
        resource.getApiVersion(),
        resource.getKind(),
        metadata.getNamespace(),
        metadata.getName(),
        metadata.getUid());
  }

  /** The reference that children carry. */
  OwnerReference reference() {
    return new OwnerReferenceBuilder()
        .withApiVersion(apiVersion)
        .withKind(kind)
        .withName(name)
        .withUid(uid)
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Whether this owner controls {@code child}: the UID decides, names can be used again. */
  public boolean controls(HasMetadata child) {
    return child.getMetadata().getOwnerReferences().stream()
        .anyMatch(
            reference ->
                Boolean.TRUE.equals(reference.getController()) && uid.equals(reference.getUid()));
  }
}
