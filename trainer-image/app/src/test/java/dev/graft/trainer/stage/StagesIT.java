package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.trainer.Trainer;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.job.JobRecorder;
import dev.graft.trainer.mlflow.ModelVersion;
import dev.graft.trainer.mlflow.RegisteredModel;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.simulator.FakeSimulator;
import dev.graft.trainer.stop.StopSignal;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;

/** A job from its demonstrations to its records. */
class StagesIT extends StageScenario {
  @Test
  void pretrainsAdaptsEvaluatesAndRecordsAJob() throws IOException {
    JobRecorder job =
        JobRecorder.begin(
            folder.resolve("job"), tracking, plan, key, "graft test", "kind: AdapterJob", "{}");

    BackboneResult backbone = (BackboneResult) done(run("a", new Stage.Backbone()));
    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));
    AdapterRunResult zeroShot = (AdapterRunResult) done(run("a", new Stage.Run(1)));
    job.summarise(List.of(adapted, zeroShot));
    job.end(RunStatus.Finished);
    assertThat(job.deliver(PATIENCE, new StopSignal()).waiting()).isZero();
    String jobRun = job.mlflow().orElseThrow().runId();
    job.discard();

    assertThat(backbone.origin()).isEqualTo(Origin.Pretrained);
    assertThat(backbone.optimizerSteps()).isEqualTo(Plans.PRETRAIN_STEPS);
    assertThat(backbone.demonstrations()).isEqualTo(8);
    assertThat(adapted.backboneDigestBefore())
        .isEqualTo(backbone.weightsDigest())
        .isEqualTo(adapted.backboneDigestAfter());
    assertThat(adapted.adapter().bytes()).isEqualTo(4 * adapted.adapter().parameters());
    assertThat(adapted.evaluation().episodes()).hasSize(Plans.EPISODES);
    assertThat(adapted.curve())
        .extracting(AdapterRunResult.EpochEvaluation::epoch)
        .containsExactly(3.0, (double) Plans.ADAPT_EPOCHS);
    assertThat(adapted.curve())
        .allMatch(at -> at.evaluation().episodes().size() == Plans.VALIDATION_EPISODES);
    assertThat(Objects.requireNonNull(adapted.best()).evaluation().episodes())
        .hasSize(Plans.EPISODES);
    assertThat(zeroShot.best()).isNull();
    assertThat(adapted.references().expert().successRate().share()).isEqualTo(1);
    assertThat(adapted.references().random().successRate().share()).isLessThan(0.5);
    assertThat(adapted.evaluation().lastStepRate()).isPresent();
    assertThat(zeroShot.evaluation()).isEqualTo(zeroShot.zeroShotVisible());
    assertThat(zeroShot.adapter().parameters()).isZero();
    assertThat(adapted.seconds()).containsKeys(Phase.Collect, Phase.Adapt, Phase.Evaluate);
    assertThat(filmed).containsOnlyKeys("reach-v3");
    assertThat(registered("-backbone")).isEqualTo(backbone.weightsDigest() + " seed-0");
    assertThat(registered("-reach-v3")).isEqualTo(adapted.adapter().digest() + " seed-0");

    Service.Run record = oracle.getRun(runId(adapted));
    assertThat(record.getInfo().getStatus()).isEqualTo(Service.RunStatus.FINISHED);
    assertThat(tags(record))
        .containsEntry("mlflow.parentRunId", jobRun)
        .containsEntry("graft.simulator", "fake 1.0")
        .containsEntry("graft.adapterDigest", adapted.adapter().digest());
    assertThat(artifacts(runId(adapted)))
        .contains(
            "README.md",
            "adapter",
            "dataset",
            "learning-curve.png",
            "result.json",
            "rollout.gif",
            "success-rate.png");
    assertThat(artifacts(runId(backbone))).contains("backbone", "dataset", "learning-curve.png");
    assertThat(artifacts(jobRun))
        .containsExactlyInAnyOrder(
            "adapterjob.yaml", "plan.json", "summary.md", "success-rates.png");
    List<Service.Metric> losses = oracle.getMetricHistory(runId(backbone), "train/loss");
    assertThat(losses).hasSizeGreaterThan(50);
    assertThat(losses.getLast().getValue()).isLessThan(losses.getFirst().getValue());
    assertThat(metric(record, "eval/success_rate"))
        .isEqualTo(adapted.evaluation().successRate().share(), within(1e-12));
  }

  /** The weights and the alias of the only version of the plan's model with that ending. */
  private String registered(String ending) {
    List<RegisteredModel.Version> versions =
        tracking.models().find(plan.job() + ending).orElseThrow().versions();
    assertThat(versions).hasSize(1);
    RegisteredModel.Version version = versions.getFirst();
    return version.tags().get(ModelVersion.DIGEST) + " " + String.join(" ", version.aliases());
  }

  @Test
  void leavesABackboneOfNoStepsAsItWasInitialised() throws IOException {
    plan = Plans.tiny("random-backbone", 0);

    BackboneResult backbone = (BackboneResult) done(run("a", new Stage.Backbone()));
    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    assertThat(backbone.optimizerSteps()).isZero();
    assertThat(backbone.finalLoss()).isNull();
    assertThat(artifacts(runId(backbone)))
        .containsExactlyInAnyOrder("README.md", "backbone", "dataset");
    assertThat(adapted.backboneDigestAfter()).isEqualTo(backbone.weightsDigest());
  }

  @Test
  void evaluatesAndRecordsTheBestEpochWhereItIsNotTheLast() throws IOException {
    done(run("a", new Stage.Backbone()));
    // Both zero-shots, both references and the first validation.
    simulator = FakeSimulator.easyAtFirst(5);

    AdapterRunResult adapted = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    BestEpoch best = Objects.requireNonNull(adapted.best());
    assertThat(best.epoch()).isEqualTo(3);
    assertThat(best.validation()).isEqualTo(adapted.curve().getFirst().evaluation());
    assertThat(best.adapterDigest()).isNotEqualTo(adapted.adapter().digest());
    assertThat(best.evaluation().episodes()).hasSize(Plans.EPISODES);
    assertThat(artifacts(runId(adapted))).contains("adapter", "best-adapter");
    Service.Run record = oracle.getRun(runId(adapted));
    assertThat(metric(record, "best/epoch")).isEqualTo(3);
    assertThat(folder.resolve("a/run/checkpoints")).doesNotExist();
  }

  @Test
  void notesWhyThereIsNoFilm() throws IOException {
    done(run("a", new Stage.Backbone()));
    TrainerContext blind = context("a", new Stage.Run(1), Optional.empty(), new StopSignal());

    Trainer.run(blind, new Stage.Run(1));

    assertThat(events)
        .filteredOn(TrainerEvent.Note.class::isInstance)
        .singleElement()
        .hasToString("Note[message=rollout.gif is skipped: this trainer has no camera]");
  }
}
