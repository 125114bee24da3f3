package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

/** The Indexed Job of the adapter runs: an index is a run of the plan, a task and a seed. */
public final class RunsJob {
  private RunsJob() {}

  /** Builds the Job; its name holds the attempt's digest, for a Job's template cannot change. */
  public static Job build(Blueprint blueprint) {
    Owner owner = blueprint.owner();
    String digest = blueprint.plan().specDigest();
    int runs = blueprint.plan().runs().size();
    String name = ChildNames.of(owner.name(), Role.RUNS, digest);
    return ContentDigest.stamp(
        new JobBuilder()
            .withMetadata(Labels.metadata(owner, Role.RUNS, name, digest))
            .editMetadata()
            .addToLabels(Queue.labels(blueprint.spec()))
            .endMetadata()
            .withNewSpec()
            .withSuspend(Queue.suspendedAtFirst(blueprint.spec()))
            .withCompletionMode("Indexed")
            .withCompletions(runs)
            .withParallelism(Math.min(runs, blueprint.spec().trainer().runs().parallelism()))
            // Per index: a failed run does not stop the others.
            .withBackoffLimitPerIndex(blueprint.spec().failurePolicy().retriesPerRun())
            .withActiveDeadlineSeconds(blueprint.spec().failurePolicy().activeDeadlineSeconds())
            .withPodFailurePolicy(RetryPolicy.failuresOf("FailIndex"))
            .withTemplate(TrainerPod.runs(blueprint))
            .endSpec()
            .build());
  }
}
