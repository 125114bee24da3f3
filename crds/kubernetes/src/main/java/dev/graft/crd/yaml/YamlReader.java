package dev.graft.crd.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML (and JSON, which is YAML) into trees of JSON nodes. Keys that occur twice are refused;
 * anchors, aliases and merge keys are resolved.
 */
public final class YamlReader {
  private static final String MERGE = "<<";

  private final Map<String, Integer> lines = new HashMap<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();

  private YamlReader() {}

  /**
   * Reads all documents of a text; empty ones are left out.
   *
   * @throws YamlException when the text is no YAML
   */
  public static List<YamlDocument> read(String text) throws YamlException {
    var documents = new ArrayList<YamlDocument>();
    try {
      for (Node node : yaml().composeAll(new StringReader(text))) {
        var reader = new YamlReader();
        JsonNode root = reader.convert(node, Paths.ROOT);
        if (!root.isNull()) {
          documents.add(new YamlDocument(root, reader.lines));
        }
      }
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new YamlException(line, "is not valid YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new YamlException(1, "is not valid YAML: " + e.getMessage());
    }
    return documents;
  }

  private static Yaml yaml() {
    var options = new LoaderOptions();
    var style = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(style), style, options, new PlainScalars());
  }

  /** Leaves the meaning of unquoted scalars to {@link Scalars}. */
  private static final class PlainScalars extends Resolver {
    private static final Tag PLAIN = new Tag("!plain");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
  }

  private JsonNode convert(Node node, String path) throws YamlException {
    lines.putIfAbsent(path, line(node));
    if (open.put(node, true) != null) {
      throw new YamlException(line(node), "has an alias that contains itself; write it out");
    }
    JsonNode value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> list(sequence, path);
          case MappingNode mapping -> object(mapping, path);
          default -> throw new IllegalStateException("no such YAML node: " + node);
        };
    open.remove(node);
    return value;
  }

  private static JsonNode scalar(ScalarNode node) {
    return node.getTag().equals(Tag.STR)
        ? JsonNodeFactory.instance.textNode(node.getValue())
        : Scalars.plain(node.getValue());
  }

  private ArrayNode list(SequenceNode node, String path) throws YamlException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Node item : node.getValue()) {
      list.add(convert(item, Paths.item(path, list.size())));
    }
    return list;
  }

  private ObjectNode object(MappingNode node, String path) throws YamlException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    var merged = JsonNodeFactory.instance.objectNode();
    for (NodeTuple tuple : node.getValue()) {
      String key = key(tuple.getKeyNode());
      if (key.equals(MERGE)) {
        merge(merged, tuple.getValueNode(), path);
      } else {
        if (object.has(key)) {
          throw new YamlException(
              line(tuple.getKeyNode()),
              "names '" + Paths.field(path, key) + "' twice; keep one of them");
        }
        lines.put(Paths.field(path, key), line(tuple.getKeyNode()));
        object.set(key, convert(tuple.getValueNode(), Paths.field(path, key)));
      }
    }
    merged.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
    return object;
  }

  // Earlier sources win over later ones, and the mapping's own keys over all sources.
  private void merge(ObjectNode merged, Node source, String path) throws YamlException {
    List<Node> sources = source instanceof SequenceNode list ? list.getValue() : List.of(source);
    for (Node one : sources) {
      if (!(convert(one, path) instanceof ObjectNode object)) {
        throw new YamlException(line(one), "merges something that is no mapping with '<<'");
      }
      object.properties().forEach(entry -> merged.putIfAbsent(entry.getKey(), entry.getValue()));
    }
  }

  private static String key(Node node) throws YamlException {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new YamlException(line(node), "has a key that is no plain word; use a field name");
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}
