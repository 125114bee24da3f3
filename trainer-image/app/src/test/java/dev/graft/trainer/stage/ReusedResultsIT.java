package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;

/** Stages that use what others have made. */
class ReusedResultsIT extends StageScenario {
  @Test
  void takesBackboneAndDemonstrationsFromTheTrackingServerWhenTheStoreIsEmpty() throws IOException {
    BackboneResult first = (BackboneResult) done(run("a", new Stage.Backbone()));

    AdapterRunResult adapted = (AdapterRunResult) done(run("b", new Stage.Run(0)));
    BackboneResult again = (BackboneResult) done(run("b", new Stage.Backbone()));

    assertThat(adapted.backboneDigestBefore()).isEqualTo(first.weightsDigest());
    assertThat(again.origin()).isEqualTo(Origin.Found);
    assertThat(artifacts(runId(again)))
        .as("its version of a registered model")
        .contains("backbone");
  }

  @Test
  void saysThatTheBackboneIsMissingAndEndsTheRunAsFailed() {
    assertThatThrownBy(() -> run("a", new Stage.Run(0)))
        .hasMessageContaining("run the backbone stage first");

    String experiment = tracking.ensureExperiment(plan.experiment());
    TrackedRun failed = tracking.findRun(experiment, key.child("reach-v3-seed-0")).orElseThrow();
    assertThat(oracle.getRun(failed.runId()).getInfo().getStatus())
        .isEqualTo(Service.RunStatus.FAILED);
  }

  @Test
  void fusesAndEvaluatesAgainTheAdaptersOfOtherRuns() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));
    AdapterRunResult source = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    AdapterRunResult fusion = (AdapterRunResult) done(run("a", new Stage.Run(1)));
    AdapterRunResult again = (AdapterRunResult) done(run("a", new Stage.Run(2)));

    assertThat(fusion.adapter().parameters()).isEqualTo(3 * 16 * 16);
    assertThat(fusion.adapter().bytes())
        .isEqualTo(4 * (fusion.adapter().parameters() + source.adapter().parameters()));
    assertThat(fusion.optimizerSteps()).isPositive();
    assertThat(fusion.backboneDigestAfter()).isEqualTo(source.backboneDigestAfter());
    assertThat(again.adapter()).isEqualTo(source.adapter());
    assertThat(again.evaluation()).isEqualTo(source.evaluation());
    assertThat(again.optimizerSteps()).isZero();
    assertThat(artifacts(runId(again))).contains("adapter").doesNotContain("dataset");
  }

  @Test
  void takesAnAdapterFromTheTrackingServerWhenTheStoreIsEmpty() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));
    AdapterRunResult source = (AdapterRunResult) done(run("a", new Stage.Run(0)));

    AdapterRunResult again = (AdapterRunResult) done(run("b", new Stage.Run(2)));

    assertThat(again.adapter()).isEqualTo(source.adapter());
  }

  @Test
  void saysWhichAdapterIsMissing() throws IOException {
    plan = Plans.ofAdapters(plan.job());
    done(run("a", new Stage.Backbone()));

    assertThatThrownBy(() -> run("a", new Stage.Run(1)))
        .hasMessageContaining("the adapter " + plan.job() + "/reach-v3-seed-0 ")
        .hasMessageContaining("run that job again");
  }
}
