package dev.graft.cli.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.operator.resources.Children;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;

/** A plan as JSON. */
final class PlanJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private PlanJson() {}

  static String of(Plan plan) {
    return written(JSON.valueToTree(plan));
  }

  /** With the children in {@code children}, by when they are created. */
  static String of(Plan plan, Map<Children.Moment, List<HasMetadata>> children) {
    ObjectNode tree = JSON.valueToTree(plan);
    ObjectNode moments = tree.putObject("children");
    children.forEach(
        (moment, objects) ->
            moments.set(key(moment), Serialization.jsonMapper().valueToTree(objects)));
    return written(tree);
  }

  private static String key(Children.Moment moment) {
    return switch (moment) {
      case AT_ONCE -> "atOnce";
      case WHEN_ADMITTED -> "whenAdmitted";
      case AFTER_BACKBONE -> "afterBackbone";
    };
  }

  private static String written(JsonNode tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("a tree always has JSON", bug);
    }
  }
}
