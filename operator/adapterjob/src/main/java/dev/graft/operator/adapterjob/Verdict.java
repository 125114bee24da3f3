package dev.graft.operator.adapterjob;

import dev.graft.operator.resources.Blueprint;
import java.util.Optional;

/** Whether there is anything to do for an AdapterJob, and whether it can be done. */
sealed interface Verdict {
  /**
   * There is work.
   *
   * @param blueprint of the children
   */
  record Proceed(Blueprint blueprint) implements Verdict {}

  /**
   * It is to be put aside, or is.
   *
   * @param podsLeft trainers that have not left yet
   */
  record Suspend(int podsLeft) implements Verdict {
    /** Whether nothing of it runs any more. */
    boolean complete() {
      return podsLeft == 0;
    }
  }

  /** The attempt has ended; what it no longer needs is released. */
  record Finished() implements Verdict {}

  /**
   * A person has to change something first. Whatever runs already goes on.
   *
   * @param why the reason and what to do
   */
  record Refused(Finding why) implements Verdict {}

  /** Why a person has to change something first, if so. */
  default Optional<Finding> refusal() {
    return this instanceof Refused(Finding why) ? Optional.of(why) : Optional.empty();
  }
}
