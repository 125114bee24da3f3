package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service;

/** Jobs on a backbone that another one has made: one copy of its files serves all. */
class BorrowedBackboneIT extends StageScenario {
  @Test
  void refersToTheRunThatHasTheFilesInsteadOfStoringThemAgain() throws IOException {
    BackboneResult made = (BackboneResult) done(run("lender", new Stage.Backbone()));
    plan = Plans.borrowing(plan, plan.job() + "-borrower");

    BackboneResult borrowed = (BackboneResult) done(run("borrower", new Stage.Backbone()));

    assertThat(borrowed.origin()).isEqualTo(Origin.Found);
    assertThat(borrowed.weightsDigest()).isEqualTo(made.weightsDigest());
    assertThat(artifacts(runId(borrowed))).containsExactly("README.md");
    Service.Run record = oracle.getRun(runId(borrowed));
    assertThat(tags(record))
        .containsEntry("graft.backboneRun", runId(made))
        .containsEntry("graft.stageDigest", plan.backbone().digest())
        .containsEntry("graft.weightsDigest", made.weightsDigest())
        .doesNotContainKey(StoredBackbone.TAG);
    assertThat(readme(borrowed)).contains("runs:/" + runId(made) + "/backbone");
  }

  @Test
  void adaptersAndThirdJobsTakeItFromItsMakerWhereTheBorrowerHasNoFiles() throws IOException {
    BackboneResult made = (BackboneResult) done(run("lender", new Stage.Backbone()));
    plan = Plans.borrowing(plan, plan.job() + "-borrower");
    done(run("borrower", new Stage.Backbone()));

    AdapterRunResult adapted = (AdapterRunResult) done(run("empty", new Stage.Run(1)));
    plan = Plans.borrowing(plan, plan.job() + "-third");
    BackboneResult third = (BackboneResult) done(run("third", new Stage.Backbone()));

    assertThat(adapted.backboneDigestBefore()).isEqualTo(made.weightsDigest());
    assertThat(tags(oracle.getRun(runId(third)))).containsEntry("graft.backboneRun", runId(made));
  }

  @Test
  void refersAlsoToTheSameBackboneOfItsOwnExperiment() throws IOException {
    plan = Plans.unregistered(plan);
    BackboneResult made = (BackboneResult) done(run("a", new Stage.Backbone()));

    BackboneResult found = (BackboneResult) done(run("b", new Stage.Backbone()));

    assertThat(artifacts(runId(found))).containsExactly("README.md");
    assertThat(tags(oracle.getRun(runId(found)))).containsEntry("graft.backboneRun", runId(made));
  }

  @Test
  void storesTheFilesWhereNoRunOfTheServerHasThem() throws IOException {
    BackboneResult made = (BackboneResult) done(run("shared", new Stage.Backbone()));
    oracle.deleteRun(runId(made));
    Files.delete(folder.resolve("shared/backbone/result.json"));
    plan = Plans.borrowing(plan, plan.job() + "-borrower");

    BackboneResult borrowed = (BackboneResult) done(run("shared", new Stage.Backbone()));

    assertThat(artifacts(runId(borrowed))).contains("backbone");
    assertThat(tags(oracle.getRun(runId(borrowed))))
        .containsEntry(StoredBackbone.TAG, plan.backbone().digest())
        .doesNotContainKey("graft.backboneRun");
  }

  @Test
  void saysThatTheRunWithTheFilesIsGone() throws IOException {
    BackboneResult made = (BackboneResult) done(run("lender", new Stage.Backbone()));
    String lender = plan.job();
    plan = Plans.borrowing(plan, lender + "-borrower");
    done(run("borrower", new Stage.Backbone()));
    oracle.deleteRun(runId(made));

    assertThatThrownBy(() -> run("empty", new Stage.Run(1)))
        .hasMessageContaining("of job '" + lender + "' is neither in the store nor in experiment")
        .hasMessageContaining("run that job again, or restore its run there if it is deleted");
  }

  private String readme(BackboneResult result) {
    return new String(
        tracking.artifacts().get(tracked(result), "README.md"), StandardCharsets.UTF_8);
  }
}
