package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema of AdapterJobs as a page for people: every field, and what goes together. Pure. */
final class ApiPage {
  /** More values than that are a list of their own elsewhere. */
  private static final int SHOWN_VALUES = 8;

  /** What is inside these objects is told by Kubernetes' own pages. */
  private static final Set<String> KUBERNETES_OWN = Set.of("affinity");

  private static final String BEGINNING =
      """
      # AdapterJob, field by field

      `apiVersion: graft.dev/v1alpha1`, `kind: AdapterJob`. This page is made from the definition that clusters get and that
      `graft validate` checks with; `kubectl explain adapterjob.spec --recursive` shows the same. [methods.md](methods.md) says what
      each method is, [troubleshooting.md](troubleshooting.md) what each reason of a condition means.
      """;

  private final StringBuilder page = new StringBuilder(BEGINNING);

  private ApiPage() {}

  /** The page about a schema with {@code spec} and {@code status}. */
  static String of(JsonNode schema) {
    ApiPage api = new ApiPage();
    JsonNode spec = schema.at("/properties/spec");
    api.page.append("\n`metadata.name` has at most %d characters.\n".formatted(nameLength(schema)));
    api.sections("spec", spec);
    api.page.append("\n## What is refused\n\n");
    api.page.append("Besides values out of their bounds, and unknown fields:\n\n");
    api.rules(spec, "spec").forEach(rule -> api.page.append("- ").append(rule).append('\n'));
    JsonNode status = schema.at("/properties/status");
    api.page.append("\n## status\n\nWritten by the operator. Rates and times are text.\n\n");
    api.table(api.fields("", status));
    return api.page.toString();
  }

  private static int nameLength(JsonNode schema) {
    return schema.at("/properties/metadata/properties/name/maxLength").intValue();
  }

  /** A table for the simple members together, and one for each of the others. */
  private void sections(String path, JsonNode schema) {
    List<List<String>> simple = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      if (!member.getValue().has("properties")) {
        simple.add(row(member.getKey(), member.getValue(), required(schema, member.getKey())));
      }
    }
    page.append("\n## ").append(path).append("\n\n");
    table(simple);
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      if (member.getValue().has("properties")) {
        page.append("\n## ").append(path).append('.').append(member.getKey()).append("\n\n");
        page.append(member.getValue().path("description").asText()).append("\n\n");
        table(fields("", member.getValue()));
      }
    }
  }

  private List<List<String>> fields(String prefix, JsonNode schema) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      JsonNode field = member.getValue();
      String path = prefix + member.getKey();
      rows.add(row(path, field, required(schema, member.getKey())));
      if (!KUBERNETES_OWN.contains(member.getKey())) {
        rows.addAll(fields(path + ".", field));
        rows.addAll(fields(path + "[].", field.path("items")));
      }
    }
    return rows;
  }

  private static boolean required(JsonNode schema, String member) {
    return schema.path("required").valueStream().anyMatch(name -> name.asText().equals(member));
  }

  private static List<String> row(String path, JsonNode field, boolean required) {
    JsonNode given = field.path("default");
    String preset = required ? "required" : given.isObject() ? "" : text(given);
    return List.of(code(path), type(field), preset, field.path("description").asText());
  }

  private static String text(JsonNode given) {
    if (given.isMissingNode()) {
      return "";
    }
    return code(
        given.isNumber()
            ? given.decimalValue().stripTrailingZeros().toPlainString()
            : given.toString());
  }

  private static String type(JsonNode field) {
    JsonNode values = field.path("enum");
    if (values.size() > SHOWN_VALUES) {
      return "one of " + values.size();
    }
    if (!values.isEmpty()) {
      return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }
    return switch (field.path("type").asText()) {
      case "array" -> "list: " + type(field.path("items"));
      case "integer", "number" -> field.path("type").asText() + bounds(field);
      case "object" -> field.has("additionalProperties") ? "map of text" : "object";
      case "boolean" -> "true or false";
      default -> "text";
    };
  }

  private static String bounds(JsonNode field) {
    if (!field.has("minimum")) {
      return "";
    }
    String low = number(field, "minimum");
    if (!field.has("maximum")) {
      return ", at least " + low;
    }
    return " in %s%s, %s%s"
        .formatted(
            field.path("exclusiveMinimum").asBoolean() ? "(" : "[",
            low,
            number(field, "maximum"),
            field.path("exclusiveMaximum").asBoolean() ? ")" : "]");
  }

  private static String number(JsonNode field, String bound) {
    return field.get(bound).decimalValue().stripTrailingZeros().toPlainString();
  }

  /** Of all methods the same is said once. */
  private Set<String> rules(JsonNode schema, String path) {
    Set<String> rules = new LinkedHashSet<>();
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      rules.add(code(path + rule.path("fieldPath").asText()) + " " + rule.path("message").asText());
    }
    for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
      rules.addAll(rules(member.getValue(), path + "." + member.getKey()));
    }
    return rules;
  }

  private void table(List<List<String>> rows) {
    page.append("| field | type | default | meaning |\n| --- | --- | --- | --- |\n");
    for (List<String> row : rows) {
      page.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
