package dev.graft.operator.resources;

import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRuleBuilder;

/** Which failures of a trainer's pod count; how many are forgiven is the spec's to say. */
final class RetryPolicy {
  private RetryPolicy() {}

  /**
   * The rules, first match first.
   *
   * @param onConfigurationError what a wrong configuration does: {@code FailJob} or {@code
   *     FailIndex}
   */
  static PodFailurePolicy failuresOf(String onConfigurationError) {
    return new PodFailurePolicyBuilder()
        .addToRules(onExit(TrainerExit.CONFIGURATION, onConfigurationError))
        .addToRules(onExit(TrainerExit.CHECKPOINTED, "Ignore"))
        .addToRules(onDisruption())
        .build();
  }

  private static PodFailurePolicyRule onExit(TrainerExit exit, String action) {
    return new PodFailurePolicyRuleBuilder()
        .withAction(action)
        .withNewOnExitCodes()
        .withOperator("In")
        .withValues(exit.code())
        .endOnExitCodes()
        .build();
  }

  /** Eviction, preemption and the like are nobody's fault. */
  private static PodFailurePolicyRule onDisruption() {
    return new PodFailurePolicyRuleBuilder()
        .withAction("Ignore")
        .addNewOnPodCondition()
        .withType("DisruptionTarget")
        .withStatus("True")
        .endOnPodCondition()
        .build();
  }
}
