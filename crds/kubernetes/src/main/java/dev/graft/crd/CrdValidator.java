package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.crd.schema.Problem;
import dev.graft.crd.schema.Schema;
import dev.graft.crd.schema.SchemaValidator;
import dev.graft.crd.yaml.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates AdapterJobs, as trees, against the CRD: what it refuses an API server refuses, and the
 * other way round. Instances are immutable and may be shared by threads.
 */
final class CrdValidator {
  private static final String API_VERSION = AdapterJob.GROUP + "/" + AdapterJob.VERSION;

  private final SchemaValidator validator;

  /** Reads the CRD and compiles its rules, which takes some tenths of a second. */
  CrdValidator() {
    this.validator = new SchemaValidator(Schema.of(AdapterJobCrd.schema()));
  }

  Schema schema() {
    return validator.schema();
  }

  /** Returns a copy with the CRD's defaults filled in. */
  ObjectNode applyDefaults(ObjectNode manifest) {
    return (ObjectNode) validator.applyDefaults(manifest);
  }

  /** What is wrong with a manifest whose defaults are filled in. */
  List<Problem> validate(ObjectNode manifest) {
    var problems = new ArrayList<Problem>();
    requireText(manifest, "apiVersion", API_VERSION, problems);
    requireText(manifest, "kind", AdapterJob.KIND, problems);
    if (problems.isEmpty()) {
      requireName(manifest, problems);
      problems.addAll(validator.validate(withNameOnly(manifest), Paths.ROOT));
    }
    return problems;
  }

  private static void requireName(ObjectNode manifest, List<Problem> problems) {
    if (manifest.path("metadata").isObject() && !manifest.path("metadata").has("name")) {
      problems.add(new Problem("metadata.name", null, "is required; give the job a name"));
    }
  }

  // The CRD may speak of no other field of metadata: those belong to Kubernetes.
  private static ObjectNode withNameOnly(ObjectNode manifest) {
    ObjectNode copy = manifest.deepCopy();
    if (copy.get("metadata") instanceof ObjectNode metadata) {
      metadata.retain("name");
    }
    return copy;
  }

  // A manifest of another kind has nothing else worth checking.
  private static void requireText(
      ObjectNode manifest, String field, String wanted, List<Problem> problems) {
    JsonNode value = manifest.get(field);
    if (value == null) {
      problems.add(new Problem(field, null, "is required; use " + wanted));
    } else if (!value.asText().equals(wanted)) {
      problems.add(new Problem(field, value, value + " is not known; use " + wanted));
    }
  }
}
