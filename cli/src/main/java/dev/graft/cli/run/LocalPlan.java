package dev.graft.cli.run;

import dev.graft.plan.Plan;

/** A plan with the threads that this machine has for its stages; its digests do not change. */
final class LocalPlan {
  private LocalPlan() {}

  /**
   * The plan for this machine.
   *
   * @param cores of the machine
   * @param shares of the runs
   */
  static Plan fitted(Plan plan, int cores, CoreShares shares) {
    return new Plan(
        plan.job(),
        plan.experiment(),
        plan.specDigest(),
        plan.backbone().withThreads(Math.min(plan.backbone().threads(), cores)),
        plan.runs().stream().map(run -> run.withThreads(shares.threads())).toList());
  }
}
