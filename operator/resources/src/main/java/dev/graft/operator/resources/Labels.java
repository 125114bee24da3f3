package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels and annotations of children. */
public final class Labels {
  /** Selects every child of every AdapterJob, and nothing else. */
  public static final String SELECTOR = "app.kubernetes.io/managed-by=graft-operator";

  /** The AdapterJob a child belongs to; shortened when the name is longer than a label may be. */
  static final String JOB = "graft.dev/job";

  private static final String COMPONENT = "app.kubernetes.io/component";

  /** The AdapterJob's whole name, on pods too, which have a Job as owner. */
  private static final String JOB_NAME = "graft.dev/job-name";

  /** The digest of the attempt that a child belongs to. */
  private static final String SPEC_DIGEST = "graft.dev/spec-digest";

  private Labels() {}

  /** What a workload selects its pods by. */
  static Map<String, String> selector(Owner owner, Role role) {
    Map<String, String> selector = new TreeMap<>(); // in the same order whenever it is printed
    selector.put(JOB, ChildNames.labelValue(owner.name()));
    selector.put(COMPONENT, role.label());
    return selector;
  }

  /** All labels of a child. */
  static Map<String, String> of(Owner owner, Role role) {
    Map<String, String> labels = new TreeMap<>(selector(owner, role));
    labels.put("app.kubernetes.io/name", "graft");
    labels.put("app.kubernetes.io/instance", ChildNames.labelValue(owner.name()));
    labels.put("app.kubernetes.io/part-of", "graft");
    labels.put("app.kubernetes.io/managed-by", "graft-operator");
    return labels;
  }

  /** The metadata of a child that outlives attempts. */
  static ObjectMeta metadata(Owner owner, Role role, String name) {
    return new ObjectMetaBuilder()
        .withNamespace(owner.namespace())
        .withName(name)
        .withLabels(of(owner, role))
        .withAnnotations(Map.of(JOB_NAME, owner.name()))
        .withOwnerReferences(owner.reference())
        .build();
  }

  /** The metadata of a child of one attempt. */
  static ObjectMeta metadata(Owner owner, Role role, String name, String specDigest) {
    return metadata(owner, role, name).edit().addToAnnotations(SPEC_DIGEST, specDigest).build();
  }

  /** The metadata of a pod template; the pod's owner is its workload. */
  static ObjectMeta podMetadata(Owner owner, Role role) {
    return new ObjectMetaBuilder()
        .withLabels(of(owner, role))
        .withAnnotations(Map.of(JOB_NAME, owner.name()))
        .build();
  }

  /** The name of the AdapterJob that {@code child} or one of its pods belongs to. */
  public static Optional<String> jobName(HasMetadata child) {
    return annotation(child, JOB_NAME);
  }

  /** The digest of the attempt that {@code child} belongs to. */
  public static Optional<String> specDigest(HasMetadata child) {
    return annotation(child, SPEC_DIGEST);
  }

  /** Whether {@code child} has this role. */
  public static boolean hasRole(HasMetadata child, Role role) {
    Map<String, String> labels = child.getMetadata().getLabels();
    return labels != null && role.label().equals(labels.get(COMPONENT));
  }

  private static Optional<String> annotation(HasMetadata child, String name) {
    return Optional.ofNullable(child.getMetadata().getAnnotations()).map(all -> all.get(name));
  }
}
