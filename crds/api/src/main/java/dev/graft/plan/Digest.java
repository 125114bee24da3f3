package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * SHA-256 over canonical JSON: keys sorted, no spaces, absent fields left out, numbers in plain
 * decimals without trailing zeros, so that {@code 1e-4} and {@code 0.00010} are one.
 */
final class Digest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Digest() {}

  /**
   * The digest of a thing, in lower-case hexadecimal.
   *
   * @param kind of the thing, so that two kinds with equal content differ; with the version of its
   *     meaning, such as {@code backbone/1}
   * @param content its fields, values in any form that Jackson can write
   */
  static String of(String kind, Map<String, ?> content) {
    String canonical = kind + "\n" + canonical(MAPPER.valueToTree(content));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String canonical(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> object(value);
      case ARRAY ->
          value.valueStream().map(Digest::canonical).collect(Collectors.joining(",", "[", "]"));
      case NUMBER -> number(value.decimalValue());
      case STRING, BOOLEAN, NULL -> value.toString();
      case BINARY, MISSING, POJO ->
          throw new IllegalArgumentException("no canonical form of " + value.getNodeType());
    };
  }

  private static String object(JsonNode object) {
    var sorted = new TreeMap<String, JsonNode>();
    object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted.entrySet().stream()
        .map(entry -> quote(entry.getKey()) + ":" + canonical(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quote(String text) {
    return MAPPER.getNodeFactory().textNode(text).toString();
  }

  private static String number(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
