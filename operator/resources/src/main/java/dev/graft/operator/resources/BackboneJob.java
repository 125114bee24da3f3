package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;

/** The Job that pretrains the backbone. */
public final class BackboneJob {
  private BackboneJob() {}

  /** Builds the Job; its name holds the attempt's digest, for a Job's template cannot change. */
  public static Job build(Blueprint blueprint) {
    Owner owner = blueprint.owner();
    String digest = blueprint.plan().specDigest();
    String name = ChildNames.of(owner.name(), Role.BACKBONE, digest);
    return ContentDigest.stamp(
        new JobBuilder()
            .withMetadata(Labels.metadata(owner, Role.BACKBONE, name, digest))
            .editMetadata()
            .addToLabels(Queue.labels(blueprint.spec()))
            .endMetadata()
            .withNewSpec()
            .withSuspend(Queue.suspendedAtFirst(blueprint.spec()))
            .withCompletions(1)
            .withParallelism(1)
            .withBackoffLimit(blueprint.spec().failurePolicy().retriesPerRun())
            .withActiveDeadlineSeconds(blueprint.spec().failurePolicy().activeDeadlineSeconds())
            .withPodFailurePolicy(RetryPolicy.failuresOf("FailJob"))
            .withTemplate(TrainerPod.backbone(blueprint))
            .endSpec()
            .build());
  }
}
