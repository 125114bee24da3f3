package dev.graft.trainer.stage;

import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;

/** One stage of a plan. */
public sealed interface Stage {
  /** The backbone stage. */
  record Backbone() implements Stage {}

  /**
   * An adapter run.
   *
   * @param index its position in the plan
   */
  record Run(int index) implements Stage {
    /**
     * The run itself.
     *
     * @throws IllegalArgumentException when the plan has no such run
     */
    public AdapterRun of(Plan plan) {
      if (index < 0 || index >= plan.runs().size()) {
        throw new IllegalArgumentException(
            "index %d: the plan of %s has %d runs; give 0 to %d"
                .formatted(index, plan.job(), plan.runs().size(), plan.runs().size() - 1));
      }
      return plan.runs().get(index);
    }
  }

  /** Its name among the stages of its job. */
  default String name(Plan plan) {
    return switch (this) {
      case Backbone backbone -> BackboneStage.NAME;
      case Run run -> run.of(plan).name();
    };
  }

  /** The digest of what determines its result. */
  default String digest(Plan plan) {
    return switch (this) {
      case Backbone backbone -> plan.backbone().digest();
      case Run run -> run.of(plan).digest();
    };
  }

  /** CPU threads of its process. */
  default int threads(Plan plan) {
    return switch (this) {
      case Backbone backbone -> plan.backbone().threads();
      case Run run -> run.of(plan).threads();
    };
  }
}
