package dev.graft.crd;

import java.util.List;

/** What came of reading a manifest. */
public sealed interface Reading {
  /**
   * The manifest is right.
   *
   * @param jobs its AdapterJobs, defaults filled in, in the order of the text
   */
  record Accepted(List<AdapterJob> jobs) implements Reading {
    /** Copies the jobs. */
    public Accepted {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * The manifest is refused.
   *
   * @param violations all that is wrong with it, at least one, in the order of the text
   */
  record Refused(List<Violation> violations) implements Reading {
    /** Sorts the violations. */
    public Refused {
      violations = violations.stream().sorted(Violation.ORDER).toList();
    }
  }
}
