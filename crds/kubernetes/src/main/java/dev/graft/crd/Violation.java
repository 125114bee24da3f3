package dev.graft.crd;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a manifest.
 *
 * @param path the field, such as {@code spec.adapter.method.houlsby.bottleneck}; empty: the
 *     document
 * @param value what is there, as JSON; null: nothing
 * @param message what is wrong and what to do about it, the value included
 * @param line where the field, or the nearest one around it, stands in the text, from 1; 0: not
 *     known
 */
public record Violation(String path, @Nullable String value, String message, int line) {
  /** In the order of the text, then by field. */
  public static final Comparator<Violation> ORDER =
      Comparator.comparingInt(Violation::line)
          .thenComparing(Violation::path)
          .thenComparing(Violation::message);

  /** Field and message on one line. */
  @Override
  public String toString() {
    return (path.isEmpty() ? "manifest" : path) + ": " + message;
  }
}
