package dev.graft.plan;

import dev.graft.api.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run comes to its adapter.
 *
 * @param method of the adapter
 * @param trainHead whether the head is trained too
 * @param dataset that it is trained on
 * @param fused adapters that the method fuses
 * @param trained where the adapter is, when it was trained by another job
 */
record Making(
    Method method,
    boolean trainHead,
    DatasetPlan dataset,
    List<AdapterSource> fused,
    @Nullable AdapterSource trained) {

  /** An adapter that was trained by a run of another job. */
  static Making from(Plan job, AdapterRun run) {
    return new Making(
        run.method(), run.trainHead(), run.dataset(), run.fused(), Adapters.source(job, run));
  }

  /**
   * What a digest covers of the method: other jobs' adapters by what determines them, not by the
   * names of the jobs.
   */
  Object identity() {
    if (trained != null) {
      return Map.of("trained", trained.digest());
    }
    return fused.isEmpty()
        ? method
        : Map.of("fusion", fused.stream().map(AdapterSource::digest).toList());
  }
}
