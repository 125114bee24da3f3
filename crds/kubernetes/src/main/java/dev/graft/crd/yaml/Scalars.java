package dev.graft.crd.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plain (unquoted) scalar means. The rules are those of Kubernetes' YAML reader, which
 * follows YAML 1.1 except that {@code 1e-4} is a number and {@code 1:30} and dates are strings.
 */
final class Scalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE =
      Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0x([0-9a-fA-F_]+)|0b([01_]+)|0o?([0-7_]+)|([1-9][0-9_]*|0))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9][0-9_]*(?:\\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Scalars() {}

  static JsonNode plain(String text) {
    if (NULLS.contains(text)) {
      return NODES.nullNode();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return NODES.booleanNode(TRUE.contains(text));
    }
    return number(text);
  }

  private static JsonNode number(String text) {
    var matcher = INTEGER.matcher(text);
    if (matcher.matches()) {
      for (int group = 2; group <= 5; group++) {
        if (matcher.group(group) != null) {
          return integer(matcher.group(1) + matcher.group(group).replace("_", ""), radix(group));
        }
      }
    }
    return FLOAT.matcher(text).matches()
        ? NODES.numberNode(Double.parseDouble(text.replace("_", "")))
        : NODES.textNode(text);
  }

  private static int radix(int group) {
    return switch (group) {
      case 2 -> 16;
      case 3 -> 2;
      case 4 -> 8;
      case 5 -> 10;
      default -> throw new IllegalArgumentException("no such group: " + group);
    };
  }

  private static JsonNode integer(String digits, int radix) {
    var value = new BigInteger(digits, radix);
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValueExact())
        : NODES.numberNode(value.doubleValue());
  }
}
