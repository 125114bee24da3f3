package dev.graft.trainer.stage;

import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import dev.graft.plan.ResolvedModel;
import dev.graft.trainer.card.AdapterCard;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.List;
import java.util.Map;

/**
 * What a plan's backbone and adapters are as versions of registered models: pure.
 *
 * <p>The alias {@code seed-N} stands for the newest version of a seed. Which version is the best is
 * for people to say, with aliases of their own.
 */
final class Registration {
  static final String BACKBONE = "backbone";
  static final String ADAPTER = "adapter";

  private Registration() {}

  /** The backbone of a plan, with all that another job needs to plan with it. */
  static ModelVersion backbone(Plan plan, String model, BackboneResult result) {
    BackboneStage stage = plan.backbone();
    return new ModelVersion(
        model,
        BACKBONE,
        StoredBackbone.ARTIFACT,
        result.weightsDigest(),
        "A policy network of %,d parameters for %s, pretrained on %d tasks by the job `%s`."
            .formatted(
                result.parameters(),
                stage.dataset().suite(),
                stage.dataset().tasks().size(),
                plan.job()),
        Map.of(
            ModelVersion.JOB,
            plan.job(),
            StoredBackbone.TAG,
            stage.digest(),
            ResolvedModel.STAGE_TAG,
            stage.madeBy(new JobOrigin(plan.job(), plan.experiment())).json()),
        List.of(alias(stage.seed())));
  }

  /** The adapter of a run, and what it is good for. */
  static ModelVersion adapter(Plan plan, AdapterRun run, String model, AdapterRunResult result) {
    SuccessRate success = result.evaluation().successRate();
    return new ModelVersion(
        model,
        ADAPTER,
        AdapterRunResult.ADAPTER,
        result.adapter().digest(),
        "%s It solves %d of %d goals of `%s`; `graft export %s/%s DIR --with-backbone` writes it."
            .formatted(
                AdapterCard.origin(plan, run),
                success.successes(),
                success.trials(),
                run.task(),
                plan.job(),
                run.name()),
        Map.of(
            ModelVersion.JOB,
            plan.job(),
            "graft.task",
            run.task(),
            "graft.seed",
            String.valueOf(run.seed()),
            ModelVersion.METHOD,
            run.method().title(),
            ModelVersion.SUCCESS,
            success.successes() + "/" + success.trials(),
            StoredAdapters.TAG,
            run.digest(),
            StoredBackbone.TAG,
            plan.backbone().digest()),
        List.of(alias(run.seed())));
  }

  private static String alias(long seed) {
    return "seed-" + seed;
  }
}
