package dev.graft.operator.lease;

import java.time.Duration;

/**
 * The Lease that operators of one installation share, and one that wants it.
 *
 * @param namespace of the Lease
 * @param name of the Lease
 * @param identity of this process; no other process ever has it
 * @param duration for which the Lease holds without being renewed
 */
public record LeaseTerms(String namespace, String name, String identity, Duration duration) {
  /** A lease is renewed so many times in its duration: a few lost answers do no harm. */
  private static final int RENEWALS = 6;

  /** Time between two renewals, and between two looks at a Lease that another process holds. */
  Duration period() {
    return duration.dividedBy(RENEWALS);
  }
}
