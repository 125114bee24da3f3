package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.crd.schema.NearestName;
import dev.graft.crd.schema.Schema;
import dev.graft.crd.yaml.Paths;
import dev.graft.crd.yaml.YamlDocument;
import dev.graft.crd.yaml.YamlException;
import dev.graft.crd.yaml.YamlReader;
import java.util.List;
import java.util.Set;

/**
 * A value set from outside the manifest, {@code path=value}.
 *
 * @param path names of fields from the root down, all in the schema
 * @param value what the field becomes; null removes it
 */
record Setting(List<String> path, JsonNode value) {
  private static final Set<String> SETTABLE = Set.of("metadata", "spec");
  private static final String START = "write spec.<field> or metadata.name";

  /** A setting that cannot be applied, and why. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String problem;

    Unusable(String message) {
      super(message);
      this.problem = message;
    }

    String problem() {
      return problem;
    }
  }

  static Setting parse(String text, Schema schema) throws Unusable {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new Unusable("'" + text + "' is not a setting; write path=value");
    }
    var path = List.of(text.substring(0, equals).strip().split("\\.", -1));
    requireField(path, schema);
    return new Setting(path, value(text.substring(equals + 1)));
  }

  private static void requireField(List<String> path, Schema schema) throws Unusable {
    if (!SETTABLE.contains(path.getFirst())) {
      throw new Unusable("there is no field " + path.getFirst() + " to set; " + START);
    }
    Schema at = schema;
    String walked = Paths.ROOT;
    for (String name : path) {
      Schema next = at.additional() == null ? at.properties().get(name) : at.additional();
      if (next == null) {
        throw new Unusable(
            "there is no field " + Paths.field(walked, name) + hint(walked, name, at));
      }
      walked = Paths.field(walked, name);
      at = next;
    }
  }

  private static String hint(String around, String name, Schema parent) {
    var known = parent.properties().keySet();
    int index = name.indexOf('[');
    if (known.isEmpty()) {
      return "; lists and plain values are set as a whole: write %s=VALUE".formatted(around);
    }
    if (index > 0 && known.contains(name.substring(0, index))) {
      return "; lists are set as a whole: write %s=[...]"
          .formatted(Paths.field(around, name.substring(0, index)));
    }
    return NearestName.of(name, known)
        .map(nearest -> "; did you mean " + nearest + "?")
        .orElseGet(() -> "; the fields here are " + String.join(", ", known));
  }

  private static JsonNode value(String text) throws Unusable {
    try {
      List<YamlDocument> documents = YamlReader.read(text);
      return documents.isEmpty()
          ? JsonNodeFactory.instance.nullNode()
          : documents.getFirst().root();
    } catch (YamlException e) {
      throw new Unusable("'" + text + "' " + e.problem());
    }
  }

  /** Sets the value, with the objects around it where they are absent. */
  void applyTo(ObjectNode root) {
    ObjectNode parent = root;
    for (String name : path.subList(0, path.size() - 1)) {
      parent = parent.get(name) instanceof ObjectNode object ? object : parent.putObject(name);
    }
    if (value.isNull()) {
      parent.remove(path.getLast());
    } else {
      parent.set(path.getLast(), value.deepCopy());
    }
  }
}
