package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds where a schema refuses or drops what an earlier one of the same API version took: fields
 * that are gone, types and formats that changed, values that are no longer known, narrower bounds,
 * fields that have become required.
 *
 * <p>CEL rules are not compared: whether one is narrower than another cannot be seen from its text.
 * The valid cases, which are never removed, watch over those.
 */
final class Narrowing {
  /** Bounds, and the direction in which they narrow. */
  private static final Map<String, Integer> BOUNDS =
      Map.of(
          "maximum",
          -1,
          "maxLength",
          -1,
          "maxItems",
          -1,
          "maxProperties",
          -1,
          "minimum",
          1,
          "minLength",
          1,
          "minItems",
          1,
          "minProperties",
          1);

  private final List<String> found = new ArrayList<>();

  private Narrowing() {}

  /** What is narrower in {@code now} than it was in {@code before}, a line each. */
  static List<String> between(JsonNode before, JsonNode now) {
    Narrowing narrowing = new Narrowing();
    narrowing.compare("", before, now);
    return narrowing.found;
  }

  private void compare(String path, JsonNode before, JsonNode now) {
    for (String word : List.of("type", "format", "pattern")) {
      boolean dropped = !now.has(word) && !word.equals("type");
      if (!dropped && !before.path(word).equals(now.path(word))) {
        found.add("%s: %s was %s and is %s".formatted(path, word, before.get(word), now.get(word)));
      }
    }
    BOUNDS.forEach((bound, direction) -> compareBound(path, bound, direction, before, now));
    compareValues(path, before, now);
    compareRequired(path, before, now);
    for (var property : before.path("properties").properties()) {
      String name = path + "." + property.getKey();
      JsonNode same = now.path("properties").get(property.getKey());
      if (same == null) {
        found.add(name + ": is gone");
      } else {
        compare(name, property.getValue(), same);
      }
    }
    for (String child : List.of("items", "additionalProperties")) {
      if (before.has(child)) {
        compare(path + "[]", before.get(child), now.path(child));
      }
    }
  }

  private void compareBound(
      String path, String bound, int direction, JsonNode before, JsonNode now) {
    if (!now.has(bound)) {
      return;
    }
    double was = before.has(bound) ? before.get(bound).asDouble() : -direction * Double.MAX_VALUE;
    if (direction * (now.get(bound).asDouble() - was) > 0) {
      found.add(
          "%s: %s was %s and is %s".formatted(path, bound, before.get(bound), now.get(bound)));
    }
  }

  private void compareValues(String path, JsonNode before, JsonNode now) {
    if (!now.has("enum")) {
      return;
    }
    List<JsonNode> known = now.get("enum").valueStream().toList();
    before
        .path("enum")
        .valueStream()
        .filter(value -> !known.contains(value))
        .forEach(value -> found.add("%s: %s is no longer known".formatted(path, value)));
    if (!before.has("enum")) {
      found.add("%s: any value was known, now only %s".formatted(path, known));
    }
  }

  private void compareRequired(String path, JsonNode before, JsonNode now) {
    List<JsonNode> were = before.path("required").valueStream().toList();
    now.path("required")
        .valueStream()
        .filter(name -> !were.contains(name))
        .forEach(name -> found.add("%s: %s has become required".formatted(path, name)));
  }
}
