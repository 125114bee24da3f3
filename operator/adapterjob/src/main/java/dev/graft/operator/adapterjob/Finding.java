package dev.graft.operator.adapterjob;

import org.jspecify.annotations.Nullable;

/**
 * Something to tell: a reason and its sentence.
 *
 * @param reason one of the closed set
 * @param message the sentence, blanks filled in
 */
record Finding(Reason reason, String message) {
  static Finding of(Reason reason, Object... values) {
    return new Finding(reason, reason.message(values));
  }

  /** What somebody else said, such as Kubernetes or a trainer, to stand inside a sentence. */
  static String quoted(@Nullable String words) {
    return words == null ? "no reason given" : words.strip().replaceAll("\\.+$", "");
  }
}
