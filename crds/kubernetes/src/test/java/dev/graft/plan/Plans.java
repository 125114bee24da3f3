package dev.graft.plan;

import dev.graft.crd.AdapterJob;
import dev.graft.crd.Reading;
import java.util.List;

/** Plans of manifests. */
final class Plans {
  private Plans() {}

  /** The plan of the first job that was read. */
  static Plan of(Reading reading, ResolvedInputs inputs) {
    if (reading instanceof Reading.Accepted(List<AdapterJob> jobs)) {
      AdapterJob job = jobs.getFirst();
      return Planner.plan(job.getMetadata().getName(), job.getSpec(), inputs);
    }
    throw new AssertionError(reading);
  }
}
