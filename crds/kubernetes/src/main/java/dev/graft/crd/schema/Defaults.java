package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults, filled in as the API server does: an explicit null is an absent property. */
final class Defaults {
  private Defaults() {}

  /** Returns a copy of the value with all defaults filled in. */
  static JsonNode apply(Schema schema, JsonNode value) {
    JsonNode copy = value.deepCopy();
    fill(schema, copy);
    return copy;
  }

  private static void fill(Schema schema, JsonNode value) {
    switch (value) {
      case ObjectNode object -> fillObject(schema, object);
      case ArrayNode list when schema.items() != null ->
          list.forEach(item -> fill(schema.items(), item));
      default -> {}
    }
  }

  private static void fillObject(Schema schema, ObjectNode object) {
    object.properties().removeIf(entry -> entry.getValue().isNull());
    schema
        .properties()
        .forEach(
            (name, property) -> {
              JsonNode standard = property.defaultValue();
              if (standard != null && !object.has(name)) {
                object.set(name, standard.deepCopy());
              }
              if (object.has(name)) {
                fill(property, object.get(name));
              }
            });
  }
}
