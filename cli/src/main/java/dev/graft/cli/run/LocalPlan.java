package dev.graft.cli.run;

import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
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
        fitted(plan.backbone(), cores),
        plan.runs().stream().map(run -> fitted(run, shares.threads())).toList());
  }

  private static BackboneStage fitted(BackboneStage stage, int cores) {
    return new BackboneStage(
        stage.digest(),
        stage.dataset(),
        stage.architecture(),
        stage.seed(),
        stage.goal(),
        stage.training(),
        Math.min(stage.threads(), cores),
        stage.from());
  }

  private static AdapterRun fitted(AdapterRun run, int threads) {
    return new AdapterRun(
        run.index(),
        run.digest(),
        run.task(),
        run.seed(),
        run.method(),
        run.trainHead(),
        run.dataset(),
        run.pretrainGoal(),
        run.goal(),
        run.training(),
        run.evaluation(),
        run.environments(),
        threads);
  }
}
