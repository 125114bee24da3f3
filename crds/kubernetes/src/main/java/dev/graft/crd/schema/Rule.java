package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A CEL rule of a schema ({@code x-kubernetes-validations}).
 *
 * @param expression true when the value, {@code self}, is right
 * @param message what to say when it is false
 * @param messageExpression computes the message from {@code self}, when it can
 * @param fieldPath the field to blame, relative to {@code self}, such as {@code .heads}
 */
record Rule(
    String expression, String message, @Nullable String messageExpression, String fieldPath) {
  static Rule of(JsonNode json) {
    return new Rule(
        json.required("rule").asText(),
        json.required("message").asText(),
        json.hasNonNull("messageExpression") ? json.get("messageExpression").asText() : null,
        json.path("fieldPath").asText(""));
  }
}
