package dev.graft.cli.run;

import dev.graft.plan.Plan;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of a job that has ended.
 *
 * @param plan that was executed
 * @param backbone its result; empty: it failed
 * @param runs the results of the runs that succeeded, in the order of the plan
 * @param parent the job's own run in MLflow
 * @param started when the attempt was started first
 * @param ended when it ended
 */
record JobOutcome(
    Plan plan,
    Optional<BackboneResult> backbone,
    List<AdapterRunResult> runs,
    Optional<MlflowRun> parent,
    Instant started,
    Instant ended) {
  JobOutcome {
    runs = List.copyOf(runs);
  }

  /** Whether the backbone and every run succeeded. */
  boolean succeeded() {
    return backbone.isPresent() && runs.size() == plan.runs().size();
  }
}
