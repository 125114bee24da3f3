package dev.graft.plan;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.Demonstrations;
import dev.graft.api.JobReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a spec refers to outside of itself, to be looked up before it is planned.
 *
 * @param jobs names of AdapterJobs that must have finished, each once, in the order of the spec
 * @param dataset a person's own demonstrations; absent: none
 */
public record References(List<String> jobs, Demonstrations.@Nullable Dataset dataset) {
  /** Copies the names. */
  public References {
    jobs = List.copyOf(jobs);
  }

  /** Of a spec that the CRD accepts. */
  public static References of(AdapterJobSpec spec) {
    List<String> jobs = new ArrayList<>();
    JobReference fromJob = spec.backbone().fromJob();
    if (fromJob != null) {
      jobs.add(fromJob.name());
    }
    return new References(jobs.stream().distinct().toList(), spec.demonstrations().dataset());
  }
}
