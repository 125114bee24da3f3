package dev.graft.operator.adapterjob;

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
}
