package dev.graft.crd.schema;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The remedies in messages, in words. */
final class Hints {
  private Hints() {}

  /** What a value must be, to follow a statement of what it is not. */
  static String wanted(@Nullable Schema schema) {
    if (schema == null) {
      return "";
    }
    return switch (schema.type()) {
      case INTEGER, NUMBER -> "; use " + schema.type().words() + range(schema.range());
      case STRING ->
          schema.values().isEmpty()
              ? "; quote it if it is meant as text"
              : "; use " + oneOf(schema.values());
      case OBJECT ->
          schema.properties().isEmpty()
              ? ""
              : "; its fields are " + String.join(", ", schema.properties().keySet());
      case ARRAY -> "; write it as [...]";
      case BOOLEAN -> "; use one of them";
      case INT_OR_STRING -> "";
    };
  }

  /** What to give where a required value is absent. */
  static String missing(@Nullable Schema schema) {
    return schema != null && schema.type() == Schema.Type.STRING && schema.values().isEmpty()
        ? "; give it"
        : wanted(schema);
  }

  static String unknownField(String name, Collection<String> known) {
    if (known.isEmpty()) {
      return "is not a field here, nothing can be set; remove it";
    }
    return "is not a field here; "
        + NearestName.of(name, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElseGet(() -> "the fields are " + String.join(", ", known));
  }

  /**
   * What to give instead of a value that is none of the schema's. One that the description speaks
   * of was no slip of the pen: it is answered by what is said there, and not by the nearest name.
   */
  static String unknownValue(String json, String text, Schema schema) {
    return json
        + " is not known; "
        + sentence(schema.description(), text)
            .map(sentence -> "use " + oneOf(schema.values()) + ". " + sentence)
            .or(
                () ->
                    NearestName.of(text, schema.values()).map(near -> "did you mean " + near + "?"))
            .orElseGet(() -> "use " + oneOf(schema.values()));
  }

  /** That of the text which has the word. */
  private static Optional<String> sentence(String text, String word) {
    Pattern whole = Pattern.compile("(?<!\\w)" + Pattern.quote(word) + "(?!\\w)");
    return Arrays.stream(text.split("\\.(\\s+|$)"))
        .filter(sentence -> !word.isBlank() && whole.matcher(sentence).find())
        .findFirst();
  }

  static String between(Schema.Size size) {
    if (size.max() == Integer.MAX_VALUE) {
      return "at least " + size.min();
    }
    return size.min() == 0 ? "at most " + size.max() : size.min() + " to " + size.max();
  }

  private static String oneOf(Collection<String> values) {
    return (values.size() == 1 ? "" : "one of ") + String.join(", ", new TreeSet<>(values));
  }

  private static String range(Schema.Range range) {
    String low = number(range.min());
    String high = number(range.max());
    if (range.min() == Double.NEGATIVE_INFINITY) {
      return range.max() == Double.POSITIVE_INFINITY ? "" : " of at most " + high;
    }
    if (range.max() == Double.POSITIVE_INFINITY) {
      return (range.aboveMin() ? " above " : " of at least ") + low;
    }
    if (range.aboveMin()) {
      return " above " + low + " and at most " + high;
    }
    return range.belowMax() ? " from " + low + " to below " + high : " from " + low + " to " + high;
  }

  private static String number(double value) {
    return Double.isInfinite(value)
        ? Double.toString(value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
