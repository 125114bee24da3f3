package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a Job can be changed once it is there: how many pods at once, its deadline, and whether
 * it is suspended. Its template cannot: it goes on as it was started. Its name holds the digest of
 * all that determines its result, so what differs does not.
 */
public final class RunningJob {
  private RunningJob() {}

  /** The Job with what {@code wanted} has of that; empty when it is so already. */
  public static Optional<Job> adjusted(Job found, Job wanted) {
    JobSpec is = found.getSpec();
    JobSpec shouldBe = wanted.getSpec();
    boolean same =
        Objects.equals(is.getParallelism(), shouldBe.getParallelism())
            && Objects.equals(is.getActiveDeadlineSeconds(), shouldBe.getActiveDeadlineSeconds())
            && !suspended(found);
    return same
        ? Optional.empty()
        : Optional.of(
            found
                .edit()
                .editSpec()
                .withParallelism(shouldBe.getParallelism())
                .withActiveDeadlineSeconds(shouldBe.getActiveDeadlineSeconds())
                .withSuspend(false)
                .endSpec()
                .build());
  }

  /** The Job put aside: its controller ends its pods; empty when it is so already. */
  public static Optional<Job> suspend(Job found) {
    return suspended(found)
        ? Optional.empty()
        : Optional.of(found.edit().editSpec().withSuspend(true).endSpec().build());
  }

  /** Whether it is put aside. */
  public static boolean suspended(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }
}
