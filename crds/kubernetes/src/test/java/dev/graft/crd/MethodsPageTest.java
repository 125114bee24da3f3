package dev.graft.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.api.Gpt2;
import dev.graft.api.Method;
import dev.graft.api.MethodKind;
import dev.graft.api.PolicySize;
import dev.graft.crd.schema.Schema;
import dev.graft.crd.schema.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Keeps the tables of {@code docs/methods.md} equal to the table of methods and to the schema. To
 * refresh them: {@code mvn -pl crds/kubernetes -am test -Dtest=MethodsPageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgraft.docs=write}.
 */
class MethodsPageTest {
  private static final Path PAGE = Path.of("../../docs/methods.md");
  private static final String BEGIN = "<!-- from the table of methods -->\n";
  private static final String END = "<!-- end -->\n";
  private static final PolicySize PAPER = PolicySize.of(new Gpt2(4, 4, 768, 50, 500, 0.1), 39, 4);

  /** What has no default, and does not count. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          "sources",
          "[{\"job\": {\"name\": \"doors\"}, \"task\": \"door-open-v3\"}]",
          "job",
          "{\"name\": \"doors\"}");

  @Test
  void pageHasTheTableOfMethods() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String refreshed = page.substring(0, from) + tables() + page.substring(page.indexOf(END));
    if ("write".equals(System.getProperty("graft.docs"))) {
      Files.writeString(PAGE, refreshed);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(refreshed);
  }

  private static String tables() throws IOException {
    JsonNode members =
        new YAMLMapper()
            .readTree(AdapterJobCrd.yaml())
            .at(
                "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/adapter"
                    + "/properties/method/properties");
    return "\n" + forms() + "\n" + counts(members) + "\n" + parameters(members) + "\n";
  }

  private static String forms() {
    StringJoiner table = table("`method`", "what it is", "source");
    MethodKind.all()
        .forEach(kind -> table.add(row("`" + kind.member() + "`", kind.form(), kind.source())));
    return table.toString();
  }

  private static String counts(JsonNode members) throws IOException {
    StringJoiner table =
        table("`method`", "parameters", "by default", "of the backbone", "bytes", "`trainHead`");
    for (MethodKind kind : MethodKind.values()) {
      long count = byDefault(kind, members.get(kind.member())).given().count(PAPER);
      table.add(
          row(
              "`" + kind.member() + "`",
              kind.formula(),
              String.format(Locale.ROOT, "%,d", count),
              String.format(Locale.ROOT, "%.2f %%", 100.0 * count / PAPER.parameters()),
              String.format(Locale.ROOT, "%.2f MB", 4e-6 * count),
              switch (kind.trains()) {
                case ADDED_PARAMETERS -> "may be asked for";
                case HEAD_BY_NATURE -> "always";
                case NOTHING -> "never";
              }));
    }
    return table.toString();
  }

  private static String parameters(JsonNode members) {
    StringJoiner table = table("parameter", "default", "what it is");
    MethodKind.all()
        .forEach(
            kind ->
                members
                    .at("/" + kind.member() + "/properties")
                    .properties()
                    .forEach(parameter -> table.add(parameter(kind, parameter))));
    return table.toString();
  }

  private static String parameter(MethodKind kind, Map.Entry<String, JsonNode> parameter) {
    JsonNode schema = parameter.getValue();
    return row(
        "`%s.%s`".formatted(kind.member(), parameter.getKey()),
        schema.has("default") ? text(schema.get("default")) : "required",
        schema.get("description").asText());
  }

  private static Method byDefault(MethodKind kind, JsonNode schema) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode method = json.createObjectNode();
    var validator = new SchemaValidator(Schema.of(schema));
    ObjectNode required = json.createObjectNode();
    for (JsonNode name : schema.path("required")) {
      required.set(name.asText(), json.readTree(REQUIRED.get(name.asText())));
    }
    method.set(kind.member(), validator.applyDefaults(required));
    return json.treeToValue(method, Method.class);
  }

  private static String text(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "))
        : value.asText();
  }

  private static StringJoiner table(String... columns) {
    String head = row(columns) + "| --- ".repeat(columns.length) + "|\n";
    return new StringJoiner("", head, "");
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
