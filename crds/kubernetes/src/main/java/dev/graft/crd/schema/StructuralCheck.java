package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.crd.yaml.Paths;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks types, bounds, names and lists of a defaulted value; one problem per fault. */
final class StructuralCheck {
  private final List<Problem> problems = new ArrayList<>();

  private StructuralCheck() {}

  static List<Problem> check(Schema schema, JsonNode value, String path) {
    var check = new StructuralCheck();
    check.visit(schema, value, path);
    return check.problems;
  }

  private void visit(Schema schema, JsonNode value, String path) {
    if (!hasType(schema.type(), value)) {
      report(path, value, json(value) + " is not " + schema.type().words() + Hints.wanted(schema));
      return;
    }
    switch (schema.type()) {
      case OBJECT -> visitObject(schema, value, path);
      case ARRAY -> visitList(schema, value, path);
      case INTEGER, NUMBER -> visitNumber(schema, value, path);
      case STRING, INT_OR_STRING -> visitString(schema, value, path);
      case BOOLEAN -> {}
    }
  }

  private static boolean hasType(Schema.Type type, JsonNode value) {
    return switch (type) {
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
      case STRING -> value.isTextual();
      case INTEGER -> isWhole(value);
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case INT_OR_STRING -> value.isTextual() || isWhole(value);
    };
  }

  private static boolean isWhole(JsonNode value) {
    return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
  }

  private void visitObject(Schema schema, JsonNode object, String path) {
    Schema additional = schema.additional();
    for (var entry : object.properties()) {
      String name = entry.getKey();
      Schema property = additional == null ? schema.properties().get(name) : additional;
      if (property == null) {
        reportUnknown(schema, path, name, entry.getValue());
      } else {
        visit(property, entry.getValue(), Paths.field(path, name));
      }
    }
    for (String name : new TreeSet<>(schema.required())) {
      if (!object.has(name)) {
        problems.add(
            new Problem(
                Paths.field(path, name),
                null,
                "is required" + Hints.missing(schema.properties().get(name))));
      }
    }
    visitSize(schema.size(), object.size(), "entries", object, path);
  }

  private void reportUnknown(Schema schema, String path, String name, JsonNode value) {
    report(Paths.field(path, name), value, Hints.unknownField(name, schema.properties().keySet()));
  }

  private void visitList(Schema schema, JsonNode list, String path) {
    visitSize(schema.size(), list.size(), "items", list, path);
    Set<JsonNode> seen = new HashSet<>();
    for (int index = 0; index < list.size(); index++) {
      JsonNode item = list.get(index);
      String itemPath = Paths.item(path, index);
      if (schema.items() != null) {
        visit(schema.items(), item, itemPath);
      }
      if (schema.set() && !seen.add(item)) {
        report(itemPath, item, json(item) + " is listed twice; remove one of them");
      }
    }
  }

  private void visitNumber(Schema schema, JsonNode number, String path) {
    if (!schema.range().contains(number.doubleValue())) {
      report(path, number, json(number) + " is out of range" + Hints.wanted(schema));
    }
  }

  private void visitString(Schema schema, JsonNode value, String path) {
    String text = value.asText();
    if (!schema.values().isEmpty()) {
      if (!schema.values().contains(text)) {
        report(path, value, Hints.unknownValue(json(value), text, schema));
      }
      return;
    }
    visitSize(schema.size(), text.codePointCount(0, text.length()), "characters", value, path);
    if (schema.pattern() != null && !schema.pattern().matcher(text).find()) {
      report(path, value, json(value) + " does not fit; expected: " + schema.description());
    }
  }

  private void visitSize(Schema.Size size, int actual, String what, JsonNode value, String path) {
    if (actual < size.min() || actual > size.max()) {
      report(path, value, "has %d %s; use %s".formatted(actual, what, Hints.between(size)));
    }
  }

  private void report(String path, JsonNode value, String message) {
    problems.add(new Problem(path, value, message));
  }

  private static String json(JsonNode value) {
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
