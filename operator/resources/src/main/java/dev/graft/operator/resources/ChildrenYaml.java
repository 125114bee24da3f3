package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Collectors;

/** The children of an AdapterJob as YAML, for a person who reviews them or compares them. */
public final class ChildrenYaml {
  private static final String DOCUMENT = "---\n";

  private ChildrenYaml() {}

  /**
   * A document for each child, in the order of creation; a comment says when each is created.
   *
   * @param notes lines of comment above the first
   */
  public static String of(Blueprint blueprint, List<String> notes) {
    StringBuilder yaml = new StringBuilder();
    // Within the first document: an empty one before it is an error to some readers.
    List<String> above = notes;
    for (var moment : Children.byMoment(blueprint).entrySet()) {
      for (HasMetadata child : moment.getValue()) {
        yaml.append(DOCUMENT).append(comment(above));
        yaml.append(comment(List.of(name(child) + ": " + moment.getKey().words())));
        yaml.append(body(child));
        above = List.of();
      }
    }
    return yaml.toString();
  }

  private static String name(HasMetadata child) {
    return child.getKind() + "/" + child.getMetadata().getName();
  }

  private static String body(HasMetadata child) {
    String yaml = Serialization.asYaml(child);
    return yaml.startsWith(DOCUMENT) ? yaml.substring(DOCUMENT.length()) : yaml;
  }

  private static String comment(List<String> lines) {
    return lines.stream().map(line -> "# " + line + "\n").collect(Collectors.joining());
  }
}
