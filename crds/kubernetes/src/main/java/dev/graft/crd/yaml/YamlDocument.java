package dev.graft.crd.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One YAML document.
 *
 * @param root its content
 * @param lines the line, from 1, of each field and list item by its path, such as {@code
 *     spec.adapter.seeds[0]}; the root's path is empty
 */
public record YamlDocument(JsonNode root, Map<String, Integer> lines) {
  /** Copies the lines. */
  public YamlDocument {
    lines = Map.copyOf(lines);
  }
}
