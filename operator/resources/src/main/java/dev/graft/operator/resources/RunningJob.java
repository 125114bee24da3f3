package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a Job can be changed once it is there: how many pods at once, its deadline, whether it is
 * suspended, and its {@link Queue}. Its template cannot: it goes on as it was started. Its name
 * holds the digest of all that determines its result, so what differs does not.
 */
public final class RunningJob {
  private RunningJob() {}

  /** The Job with what {@code wanted} has of that; empty when it is so already. */
  public static Optional<Job> adjusted(Job found, Job wanted) {
    Job moved = inQueueOf(found, wanted);
    JobSpec shouldBe = wanted.getSpec();
    return changed(
        found,
        moved
            .edit()
            .editSpec()
            .withParallelism(shouldBe.getParallelism())
            .withActiveDeadlineSeconds(shouldBe.getActiveDeadlineSeconds())
            .withSuspend(Queue.of(moved).isPresent() && suspended(found))
            .endSpec()
            .build());
  }

  /** The Job put aside: its controller ends its pods; empty when it is so already. */
  public static Optional<Job> suspend(Job found) {
    return changed(
        found,
        Queue.of(found).isEmpty()
            ? found.edit().editSpec().withSuspend(true).endSpec().build()
            : found
                .edit()
                .editSpec()
                .withParallelism(0)
                .withActiveDeadlineSeconds(null)
                .endSpec()
                .build());
  }

  /** Whether it is suspended, by whomever. */
  static boolean suspended(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  private static Job inQueueOf(Job found, Job wanted) {
    return Queue.of(wanted)
        .filter(queue -> suspended(found))
        .map(
            queue ->
                found.edit().editMetadata().addToLabels(Queue.LABEL, queue).endMetadata().build())
        .orElse(found);
  }

  private static Optional<Job> changed(Job found, Job after) {
    JobSpec is = found.getSpec();
    JobSpec becomes = after.getSpec();
    boolean same =
        Objects.equals(is.getParallelism(), becomes.getParallelism())
            && Objects.equals(is.getActiveDeadlineSeconds(), becomes.getActiveDeadlineSeconds())
            && suspended(found) == suspended(after)
            && Queue.of(found).equals(Queue.of(after));
    return same ? Optional.empty() : Optional.of(after);
  }
}
