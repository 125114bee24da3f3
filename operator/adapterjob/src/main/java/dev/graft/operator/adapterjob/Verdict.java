package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Blueprint;

/** Whether there is anything to do for an AdapterJob, and whether it can be done. */
sealed interface Verdict {
  /**
   * There is work.
   *
   * @param blueprint of the children
   */
  record Proceed(Blueprint blueprint) implements Verdict {}

  /** The attempt has ended; what it no longer needs is released. */
  record Finished() implements Verdict {}

  /**
   * A person has to change something first. Whatever runs already goes on.
   *
   * @param why the reason and what to do
   */
  record Refused(Finding why) implements Verdict {}
}
