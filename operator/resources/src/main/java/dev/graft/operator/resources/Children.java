package dev.graft.operator.resources;

import dev.graft.api.AdapterJobSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which children an AdapterJob has, and when. */
public final class Children {
  /** When children are created. */
  public enum Moment {
    /** As soon as the AdapterJob is there. */
    AT_ONCE("created at once"),
    /** When there is quota: simulators take none, and would stand idle before. */
    WHEN_ADMITTED("created when the queue admits the Job"),
    /** The adapters are trained on it. */
    AFTER_BACKBONE("created when the backbone is ready");

    private final String words;

    Moment(String words) {
      this.words = words;
    }

    /** It in words, after the name of a child. */
    public String words() {
      return words;
    }
  }

  private Children() {}

  /**
   * What exists while a Job works, in the order of the dependencies: what a pod needs comes before
   * the pod.
   *
   * @param job {@link Role#BACKBONE} or {@link Role#RUNS}
   */
  public static List<HasMetadata> during(Role job, Blueprint blueprint) {
    return List.of(
        PlanConfigMap.build(blueprint),
        Simulators.service(blueprint),
        Simulators.workload(blueprint),
        job(job, blueprint));
  }

  /**
   * The Job of a role.
   *
   * @param role {@link Role#BACKBONE} or {@link Role#RUNS}
   */
  public static Job job(Role role, Blueprint blueprint) {
    return switch (role) {
      case BACKBONE -> BackboneJob.build(blueprint);
      case RUNS -> RunsJob.build(blueprint);
      case PLAN, SIMULATOR -> throw new IllegalArgumentException(role + " is no Job's role");
    };
  }

  /** All children, in the order in which the operator creates them. */
  public static Map<Moment, List<HasMetadata>> byMoment(Blueprint blueprint) {
    Map<Moment, List<HasMetadata>> children = new EnumMap<>(Moment.class);
    during(Role.BACKBONE, blueprint)
        .forEach(child -> add(children, moment(child, blueprint.spec()), child));
    if (!blueprint.plan().runs().isEmpty()) {
      add(children, Moment.AFTER_BACKBONE, RunsJob.build(blueprint));
    }
    return children;
  }

  private static Moment moment(HasMetadata child, AdapterJobSpec spec) {
    return spec.queueName() != null && Labels.hasRole(child, Role.SIMULATOR)
        ? Moment.WHEN_ADMITTED
        : Moment.AT_ONCE;
  }

  private static void add(
      Map<Moment, List<HasMetadata>> children, Moment moment, HasMetadata child) {
    children.computeIfAbsent(moment, first -> new ArrayList<>()).add(child);
  }
}
