package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.graft.crd.yaml.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;

/**
 * Evaluates the CEL rules of a schema. Only standard CEL is known: a rule that uses Kubernetes' own
 * functions does not compile here.
 */
final class CelRules {
  private static final String SELF = "self";

  private final Map<String, Script> scripts = new HashMap<>();

  /** Compiles all rules of a schema. */
  CelRules(Schema schema) {
    compile(schema, ScriptHost.newBuilder().build());
  }

  private void compile(Schema schema, ScriptHost host) {
    for (Rule rule : schema.rules()) {
      scripts.put(rule.expression(), script(rule.expression(), host));
      if (rule.messageExpression() != null) {
        scripts.put(rule.messageExpression(), script(rule.messageExpression(), host));
      }
    }
    children(schema).forEach(child -> compile(child, host));
  }

  private static List<Schema> children(Schema schema) {
    var children = new ArrayList<>(schema.properties().values());
    if (schema.items() != null) {
      children.add(schema.items());
    }
    if (schema.additional() != null) {
      children.add(schema.additional());
    }
    return children;
  }

  private static Script script(String expression, ScriptHost host) {
    try {
      return host.buildScript(expression).withDeclarations(Decls.newVar(SELF, Decls.Dyn)).build();
    } catch (ScriptException e) {
      throw new IllegalArgumentException("CEL rule does not compile: " + expression, e);
    }
  }

  /**
   * Evaluates all rules below a value.
   *
   * @param faults paths whose structure is wrong: rules over them are not evaluated
   */
  List<Problem> check(Schema schema, JsonNode value, String path, List<String> faults) {
    var problems = new ArrayList<Problem>();
    visit(schema, value, path, faults, problems);
    return problems;
  }

  private void visit(
      Schema schema, JsonNode value, String path, List<String> faults, List<Problem> problems) {
    if (!schema.rules().isEmpty() && faults.stream().noneMatch(fault -> isWithin(fault, path))) {
      Map<String, Object> self = Map.of(SELF, celValue(schema, value));
      for (Rule rule : schema.rules()) {
        if (!evaluate(rule.expression(), Boolean.class, self)) {
          problems.add(problem(rule, self, value, path));
        }
      }
    }
    schema
        .properties()
        .forEach(
            (name, property) -> {
              if (value.has(name)) {
                visit(property, value.get(name), Paths.field(path, name), faults, problems);
              }
            });
    Schema items = schema.items();
    for (int index = 0; items != null && index < value.size(); index++) {
      visit(items, value.get(index), Paths.item(path, index), faults, problems);
    }
  }

  private static boolean isWithin(String path, String ancestor) {
    return ancestor.isEmpty()
        || path.equals(ancestor)
        || path.startsWith(ancestor + ".")
        || path.startsWith(ancestor + "[");
  }

  private Problem problem(Rule rule, Map<String, Object> self, JsonNode value, String path) {
    JsonNode blamed = value.at(rule.fieldPath().replace('.', '/'));
    return new Problem(
        path + rule.fieldPath(),
        blamed.isMissingNode() ? null : blamed,
        message(rule, self, blamed));
  }

  // A rule cannot afford to print numbers itself: the API server takes them for endless strings.
  private String message(Rule rule, Map<String, Object> self, JsonNode blamed) {
    String message =
        rule.messageExpression() == null
            ? rule.message()
            : evaluate(rule.messageExpression(), String.class, self);
    return blamed.isValueNode() && !blamed.isMissingNode() ? blamed + " " + message : message;
  }

  private <T> T evaluate(String expression, Class<T> type, Map<String, Object> self) {
    Script script = scripts.get(expression);
    if (script == null) {
      throw new IllegalStateException("CEL rule was not compiled: " + expression);
    }
    try {
      return script.execute(type, self);
    } catch (ScriptException e) {
      throw new IllegalStateException("CEL rule cannot be evaluated: " + expression, e);
    }
  }

  /** The value in CEL's types; the schema decides whether a number is an int or a double. */
  private static Object celValue(Schema schema, JsonNode value) {
    return switch (schema.type()) {
      case BOOLEAN -> value.booleanValue();
      case INTEGER -> value.longValue();
      case NUMBER -> value.doubleValue();
      case STRING -> value.textValue();
      case INT_OR_STRING -> value.isTextual() ? value.textValue() : value.longValue();
      case ARRAY -> celList(schema, value);
      case OBJECT -> celMap(schema, value);
    };
  }

  private static List<Object> celList(Schema schema, JsonNode value) {
    Schema items = schema.items();
    return items == null
        ? List.of()
        : value.valueStream().map(item -> celValue(items, item)).toList();
  }

  private static Map<String, Object> celMap(Schema schema, JsonNode value) {
    var map = new LinkedHashMap<String, Object>();
    for (var entry : value.properties()) {
      Schema additional = schema.additional();
      Schema property = additional == null ? schema.properties().get(entry.getKey()) : additional;
      if (property != null) {
        map.put(entry.getKey(), celValue(property, entry.getValue()));
      }
    }
    return map;
  }
}
