package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.graft.api.MetaWorldTasks;
import dev.graft.crd.schema.Schema;
import dev.graft.crd.schema.SchemaValidator;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.AbstractCRDOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Generates the CRD from {@link AdapterJob}, then adds what annotations cannot say: defaults of
 * whole objects, kinds of lists, task names, which tasks have goals in a benchmark, which settings
 * go with which method, the shape of the name, the order of printer columns.
 */
final class CrdGeneration {
  private static final List<String> COLUMNS =
      List.of("PHASE", "METHOD", "PROGRESS", "ETA", "SUCCESS", "RUNS", "MLFLOW", "BACKBONE", "AGE");

  private static final String QUANTITY = "^[0-9]+(\\\\.[0-9]+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$";

  private static final String QUANTITIES =
      """
      {"default": {}, "maxProperties": 16, "additionalProperties": {"type": null,
       "description": "A quantity, such as 500m, 2 or 4Gi.",
       "x-kubernetes-int-or-string": true, "maxLength": 32, "pattern": "%s"}}
      """
          .formatted(QUANTITY);

  private static final String NAMES =
      "{\"maxProperties\": 32, \"additionalProperties\": {\"maxLength\": 63}}";

  private static final String TEXTS =
      "{\"maxProperties\": 32, \"additionalProperties\": {\"maxLength\": 4096}}";

  /** A Service and label values are made from the name, with a suffix: hence 40 characters. */
  private static final String ENVELOPE =
      """
      {"properties": {
        "apiVersion": {"type": "string"},
        "kind": {"type": "string"},
        "metadata": {"type": "object", "properties": {"name": {"type": "string",
          "description": "At most 40 lower-case letters, digits and '-', a letter first.",
          "maxLength": 40, "pattern": "^[a-z]([-a-z0-9]*[a-z0-9])?$"}}}}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private CrdGeneration() {}

  /** The CRD as YAML. */
  static String yaml() throws IOException {
    ObjectNode crd = (ObjectNode) YAML.readTree(generated());
    ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
    sortColumns(version);
    ObjectNode schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    for (var detail : details().entrySet()) {
      merge(at(schema, detail.getKey()), JSON.readTree(detail.getValue()));
    }
    for (String path :
        List.of("spec.backbone.pretrain.architecture", "spec.demonstrations", "spec.evaluation")) {
      writeOutDefault(at(schema, path));
    }
    for (String pod : List.of("spec.simulation.pod", "spec.trainer.pod")) {
      bound(at(schema, pod + ".affinity"));
    }
    GoalRules.addTo(at(schema, "spec"));
    MethodRules.addTo(at(schema, "spec"));
    merge(schema, JSON.readTree(ENVELOPE));
    schema.putArray("required").add("metadata").add("spec");
    return "# Generated from dev.graft.api; refresh it as CrdTest says.\n"
        + YAML.writeValueAsString(crd);
  }

  private static Map<String, String> details() throws IOException {
    var details = new LinkedHashMap<String, String>();
    for (String path :
        List.of(
            "spec.adapter.training",
            "spec.evaluation",
            "spec.failurePolicy",
            "spec.simulation",
            "spec.tracking",
            "spec.trainer",
            "spec.trainer.backbone",
            "spec.trainer.runs")) {
      details.put(path, "{\"default\": {}}");
    }
    details.put("spec.demonstrations", "{\"default\": {\"scripted\": {}}}");
    details.put("spec.observation", "{\"default\": {\"state\": {}}}");
    details.put("spec.backbone.pretrain.architecture", "{\"default\": {\"gpt2\": {}}}");
    for (String pod :
        List.of(
            "spec.simulation.resources",
            "spec.trainer.backbone.resources",
            "spec.trainer.runs.resources")) {
      details.put(pod, "{\"default\": {}}");
      details.put(pod + ".requests", QUANTITIES);
      details.put(pod + ".limits", QUANTITIES);
    }
    for (String pod : List.of("spec.simulation.pod", "spec.trainer.pod")) {
      details.put(pod + ".labels", NAMES);
      details.put(pod + ".nodeSelector", NAMES);
      details.put(pod + ".annotations", TEXTS);
    }
    String tasks =
        "{\"x-kubernetes-list-type\": \"set\", \"items\": {\"enum\": %s}}"
            .formatted(JSON.writeValueAsString(MetaWorldTasks.NAMES.stream().sorted().toList()));
    details.put("spec.backbone.pretrain.tasks.names", tasks);
    details.put("spec.adapter.tasks.names", tasks);
    details.put("spec.adapter.method.lora.targets", "{\"x-kubernetes-list-type\": \"set\"}");
    details.put("spec.adapter.seeds", "{\"x-kubernetes-list-type\": \"set\"}");
    details.put(
        "status.conditions",
        "{\"x-kubernetes-list-type\": \"map\", \"x-kubernetes-list-map-keys\": [\"type\"]}");
    details.put(
        "status.runs",
        "{\"x-kubernetes-list-type\": \"map\", \"x-kubernetes-list-map-keys\": [\"task\", \"seed\"]}");
    return details;
  }

  /** The API server evaluates rules over a default without the defaults inside it. */
  private static void writeOutDefault(ObjectNode schema) {
    var validator = new SchemaValidator(Schema.of(schema));
    schema.set("default", validator.applyDefaults(schema.required("default")));
  }

  /** Kubernetes bounds few lists and texts of its own objects; a definition has to. */
  private static void bound(JsonNode schema) {
    if (schema instanceof ObjectNode node) {
      switch (node.path("type").asText()) {
        case "array" -> node.put("maxItems", 32);
        case "string" -> {
          if (!node.has("enum")) {
            node.put("maxLength", 316);
          }
        }
        case "object" -> {
          if (node.has("additionalProperties")) {
            node.put("maxProperties", 32);
          }
        }
        default -> {}
      }
    }
    schema.forEach(CrdGeneration::bound);
  }

  private static String generated() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var output =
        new AbstractCRDOutput<ByteArrayOutputStream>() {
          @Override
          protected ByteArrayOutputStream createStreamFor(String crdName) {
            return bytes;
          }
        }) {
      new CRDGenerator().customResourceClasses(AdapterJob.class).withOutput(output).generate();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void sortColumns(ObjectNode version) {
    var columns = version.get("additionalPrinterColumns");
    var sorted =
        StreamSupport.stream(columns.spliterator(), false)
            .sorted(Comparator.comparing(column -> COLUMNS.indexOf(column.path("name").asText())))
            .toList();
    version.putArray("additionalPrinterColumns").addAll(sorted);
  }

  private static ObjectNode at(ObjectNode schema, String path) {
    return (ObjectNode) schema.at("/properties/" + path.replace(".", "/properties/"));
  }

  /** A JSON merge patch: null removes. */
  private static void merge(ObjectNode target, JsonNode patch) {
    for (var entry : patch.properties()) {
      if (entry.getValue().isNull()) {
        target.remove(entry.getKey());
      } else if (entry.getValue().isObject()
          && !entry.getKey().equals("default")
          && target.get(entry.getKey()) instanceof ObjectNode child) {
        merge(child, entry.getValue());
      } else {
        target.set(entry.getKey(), entry.getValue());
      }
    }
  }
}
