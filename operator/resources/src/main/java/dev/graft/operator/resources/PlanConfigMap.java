package dev.graft.operator.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The immutable ConfigMap through which trainers get their part of the plan.
 *
 * <p>Its name holds a digest of its content, so a pod never reads another plan than the one it was
 * started for.
 */
public final class PlanConfigMap {
  /** The file's name in the ConfigMap. */
  static final String FILE = "plan.json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private PlanConfigMap() {}

  /** Builds the ConfigMap. */
  public static ConfigMap build(Blueprint blueprint) {
    return ContentDigest.stamp(
        new ConfigMapBuilder()
            .withMetadata(Labels.metadata(blueprint.owner(), Role.PLAN, name(blueprint)))
            .withImmutable(true)
            .addToData(FILE, json(blueprint.plan()))
            .build());
  }

  /** The plan of a ConfigMap; empty when it is another version's. */
  public static Optional<Plan> read(ConfigMap configMap) {
    String json = configMap.getData() == null ? null : configMap.getData().get(FILE);
    try {
      return json == null ? Optional.empty() : Optional.of(JSON.readValue(json, Plan.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The names of the ConfigMaps that the pods of a Job read. */
  public static List<String> readBy(Job job) {
    return job.getSpec().getTemplate().getSpec().getVolumes().stream()
        .map(Volume::getConfigMap)
        .filter(Objects::nonNull)
        .map(ConfigMapVolumeSource::getName)
        .toList();
  }

  /** The ConfigMap's name. */
  public static String name(Blueprint blueprint) {
    String digest = ContentDigest.ofText(json(blueprint.plan()));
    return ChildNames.of(blueprint.owner().name(), Role.PLAN, digest);
  }

  /** The plan as trainers read it. */
  public static String json(Plan plan) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan consists of records, which always have JSON", e);
    }
  }
}
