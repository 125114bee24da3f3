package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of a structural schema. Absent bounds are infinite.
 *
 * @param type what kind of value
 * @param description what the value is, for people; may be empty
 * @param properties of an object, by name
 * @param required names of the properties that an object must have
 * @param additional schema of the values of a map; null: an object with fixed properties
 * @param items schema of the items of a list
 * @param set whether a list's items must differ
 * @param size bounds of a list's, map's or string's length
 * @param range bounds of a number
 * @param values the strings allowed; empty: any
 * @param pattern what a string must match
 * @param defaultValue what an absent property becomes
 * @param rules CEL rules
 */
public record Schema(
    Type type,
    String description,
    Map<String, Schema> properties,
    Set<String> required,
    @Nullable Schema additional,
    @Nullable Schema items,
    boolean set,
    Size size,
    Range range,
    List<String> values,
    @Nullable Pattern pattern,
    @Nullable JsonNode defaultValue,
    List<Rule> rules) {

  /** Kinds of values. */
  enum Type {
    OBJECT("an object"),
    ARRAY("a list"),
    STRING("a string"),
    INTEGER("a whole number"),
    NUMBER("a number"),
    BOOLEAN("true or false"),
    INT_OR_STRING("a whole number or a string");

    private final String words;

    Type(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    private static Type of(JsonNode json) {
      return json.path("x-kubernetes-int-or-string").asBoolean()
          ? INT_OR_STRING
          : switch (json.required("type").asText()) {
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            case "string" -> STRING;
            case "integer" -> INTEGER;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            default -> throw new IllegalArgumentException("unknown type in schema: " + json);
          };
    }
  }

  /**
   * Bounds of a length, both included.
   *
   * @param min the least
   * @param max the most
   */
  record Size(int min, int max) {
    private static Size of(JsonNode json, String kind) {
      return new Size(
          json.path("min" + kind).asInt(0), json.path("max" + kind).asInt(Integer.MAX_VALUE));
    }
  }

  /**
   * Bounds of a number.
   *
   * @param min the least
   * @param aboveMin whether the least itself is refused
   * @param max the most
   * @param belowMax whether the most itself is refused
   */
  record Range(double min, boolean aboveMin, double max, boolean belowMax) {
    private static Range of(JsonNode json) {
      return new Range(
          json.path("minimum").asDouble(Double.NEGATIVE_INFINITY),
          json.path("exclusiveMinimum").asBoolean(),
          json.path("maximum").asDouble(Double.POSITIVE_INFINITY),
          json.path("exclusiveMaximum").asBoolean());
    }

    boolean contains(double number) {
      return (aboveMin ? number > min : number >= min) && (belowMax ? number < max : number <= max);
    }
  }

  /** Reads a schema as it stands in a CRD under {@code openAPIV3Schema}. */
  public static Schema of(JsonNode json) {
    Type type = Type.of(json);
    return new Schema(
        type,
        json.path("description").asText(),
        properties(json.path("properties")),
        json.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet()),
        json.has("additionalProperties") ? of(json.get("additionalProperties")) : null,
        json.has("items") ? of(json.get("items")) : null,
        json.path("x-kubernetes-list-type").asText().equals("set"),
        Size.of(json, sized(type)),
        Range.of(json),
        json.path("enum").valueStream().map(JsonNode::asText).toList(),
        json.has("pattern") ? Pattern.compile(json.get("pattern").asText()) : null,
        json.get("default"),
        json.path("x-kubernetes-validations").valueStream().map(Rule::of).toList());
  }

  private static String sized(Type type) {
    return switch (type) {
      case OBJECT -> "Properties";
      case ARRAY -> "Items";
      case STRING, INTEGER, NUMBER, BOOLEAN, INT_OR_STRING -> "Length";
    };
  }

  private static Map<String, Schema> properties(JsonNode json) {
    var properties = new LinkedHashMap<String, Schema>();
    json.properties().forEach(entry -> properties.put(entry.getKey(), of(entry.getValue())));
    return properties;
  }
}
