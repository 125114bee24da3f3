package dev.graft.cli.manifest;

import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.Blueprint;
import dev.graft.operator.resources.Children;
import dev.graft.operator.resources.ChildrenYaml;
import dev.graft.operator.resources.Owner;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's operator would make of a plan. Its configuration, and the UID that the API
 * server will give, are not known here: what stands for them is said in {@link #notes}.
 */
final class ClusterPlan {
  /** RFC 2606: a name that nobody has. */
  private static final String UNKNOWN_SERVER = "http://mlflow.invalid";

  private final AdapterJob job;
  private final Blueprint blueprint;

  /**
   * A job in a cluster.
   *
   * @param defaultServer the MLflow server of jobs that name none; absent: not known
   */
  ClusterPlan(AdapterJob job, Plan plan, ClusterOptions options, @Nullable URI defaultServer) {
    this.job = job;
    this.blueprint =
        new Blueprint(
            owner(job, options.namespace),
            job.getSpec(),
            plan,
            options.images(),
            options.podUser,
            Optional.ofNullable(job.getSpec().tracking().uri())
                .or(() -> Optional.ofNullable(defaultServer).map(URI::toString))
                .orElse(UNKNOWN_SERVER));
  }

  private static Owner owner(AdapterJob job, String namespace) {
    var metadata = job.getMetadata();
    return new Owner(
        job.getApiVersion(),
        job.getKind(),
        Objects.requireNonNullElse(metadata.getNamespace(), namespace),
        metadata.getName(),
        Objects.requireNonNullElse(metadata.getUid(), Owner.UNKNOWN_UID));
  }

  /** The children, by when they are created. */
  Map<Children.Moment, List<HasMetadata>> children() {
    return Children.byMoment(blueprint);
  }

  /** The children as YAML documents, with the notes as comment. */
  String yaml() {
    return ChildrenYaml.of(blueprint, notes());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "What the operator creates for the AdapterJob %s/%s."
            .formatted(blueprint.owner().namespace(), blueprint.owner().name()));
    if (job.getSpec().suspend()) {
      notes.add("spec.suspend is true: it creates nothing before that is false.");
    }
    if (blueprint.owner().uid().equals(Owner.UNKNOWN_UID)) {
      notes.add(
          Owner.UNKNOWN_UID
              + " stands for its UID; the manifest of one that is in the cluster has it:");
      notes.add("kubectl get adapterjob NAME -o yaml | graft plan /dev/stdin --children");
    }
    if (blueprint.trackingUri().equals(UNKNOWN_SERVER)) {
      notes.add(
          UNKNOWN_SERVER
              + " stands for the operator's default MLflow server; --tracking-uri names it.");
    }
    return notes;
  }
}
