package dev.graft.learning.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;

/**
 * Methods as JSON: an object with the method's name as {@code type} beside its parameters. A
 * parameter that came later and stands at its default is left out, so that files and digests of
 * what does not use it stay as they were.
 */
public final class MethodJson {
  private static final String TYPE = "type";
  private static final ObjectMapper JSON = new ObjectMapper();

  private MethodJson() {}

  /**
   * The method of a name and parameters.
   *
   * @param name such as {@code houlsby}
   * @param parameters an object with all of them but those at their default
   * @throws IllegalArgumentException when there is no such method, or a parameter is unknown or
   *     refused
   */
  public static AdapterMethod read(String name, ObjectNode parameters) {
    return read(parameters.deepCopy().put(TYPE, name));
  }

  /** The method of an object with its name as {@code type}. */
  static AdapterMethod read(JsonNode json) {
    try {
      return JSON.treeToValue(json, AdapterMethod.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "no method of this module: %s: %s".formatted(json, e.getOriginalMessage()), e);
    }
  }

  /** An object with the method's name as {@code type}, and its parameters. */
  public static ObjectNode write(AdapterMethod method) {
    return JSON.valueToTree(method);
  }

  /** The parameters alone, by name. */
  public static ObjectNode parameters(AdapterMethod method) {
    return write(method).without(TYPE);
  }

  /** What digests name a method by, such as {@code Houlsby[bottleneck=16]}. */
  static String text(AdapterMethod method) {
    return method.getClass().getSimpleName()
        + parameters(method).properties().stream()
            .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
