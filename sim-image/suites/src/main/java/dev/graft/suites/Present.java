package dev.graft.suites;

import org.jspecify.annotations.Nullable;

/** Fields of an input that came from outside, where any may be missing. */
final class Present {
  private Present() {}

  static <T> T require(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("%s: missing".formatted(field));
    }
    return value;
  }

  static void refuse(String field, @Nullable Object value, String other) {
    if (value != null) {
      throw new IllegalArgumentException(
          "%s: %s, but %s are given: leave one of them out".formatted(field, value, other));
    }
  }
}
