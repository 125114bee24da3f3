package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates values against a structural schema with its CEL rules. Instances are immutable and may
 * be shared by threads.
 */
public final class SchemaValidator {
  private final Schema schema;
  private final CelRules rules;

  /** Compiles the CEL rules of the schema. */
  public SchemaValidator(Schema schema) {
    this.schema = schema;
    this.rules = new CelRules(schema);
  }

  /** The schema validated against. */
  public Schema schema() {
    return schema;
  }

  /** Returns a copy of the value with the schema's defaults filled in. */
  public JsonNode applyDefaults(JsonNode value) {
    return Defaults.apply(schema, value);
  }

  /**
   * Validates a value whose defaults are filled in.
   *
   * @param path the value's own path
   * @return what is wrong with it; empty: nothing
   */
  public List<Problem> validate(JsonNode defaulted, String path) {
    var problems = new ArrayList<>(StructuralCheck.check(schema, defaulted, path));
    List<String> faults = problems.stream().map(Problem::path).toList();
    problems.addAll(rules.check(schema, defaulted, path, faults));
    return problems;
  }
}
