package dev.graft.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Phase;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedJobsTest {
  private static final Function<AdapterJob, URI> NO_SERVER =
      job -> {
        throw new AssertionError(job.getMetadata().getName() + " asks for a server");
      };

  @TempDir Path cache;
  private Installation installation;
  private FinishedJobs finished;

  @BeforeEach
  void install() {
    installation = Installation.of(Map.of("GRAFT_CACHE", cache.toString()));
    finished = new FinishedJobs(installation);
  }

  @Test
  void aJobIsPlannedOnTheBackboneOfOneThatFinished() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    keep(source, "first", Phase.Succeeded, "2026-01-01T00:00:00Z");

    Plan plan = finished.plan(Jobs.onBackboneOf("source", "borrower"), NO_SERVER);

    assertThat(plan.backbone().from()).isEqualTo(new JobOrigin("source", "source"));
    assertThat(plan.backbone().digest()).isEqualTo(planned(source).backbone().digest());
  }

  @Test
  void theStoreIsThatOfTheAttemptThatSucceededLast() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    keep(source, "first", Phase.Succeeded, "2026-01-01T00:00:00Z");
    keep(source, "failed", Phase.Failed, "2026-01-03T00:00:00Z");
    assertThat(finished.find("source").orElseThrow().store()).isEqualTo(installation.store());

    Path own = keep(source, "fresh-1", Phase.Succeeded, "2026-01-02T00:00:00Z").resolve("store");
    Files.createDirectories(own);
    assertThat(finished.find("source").orElseThrow().store()).isEqualTo(own);
  }

  @Test
  void aReferenceThatNothingMeetsIsRefusedBeforeAnythingRuns() throws IOException {
    AdapterJob borrower = Jobs.onBackboneOf("source", "borrower");

    assertThatThrownBy(() -> finished.requireReferences(List.of(borrower), NO_SERVER))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("borrower refers to the AdapterJob 'source'");
    assertThatThrownBy(() -> finished.plan(borrower, NO_SERVER))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("spec.backbone.fromJob.name: 'source' is no AdapterJob");
    finished.requireReferences(List.of(borrower, Jobs.pretraining("source")), NO_SERVER);
    keep(Jobs.pretraining("source"), "first", Phase.Succeeded, "2026-01-01T00:00:00Z");
    finished.requireReferences(List.of(borrower), NO_SERVER);
  }

  @Test
  void aJobThatAnotherVersionPlannedDifferentlyIsNotTaken() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    keep(source, "first", "another digest", Phase.Succeeded, "2026-01-01T00:00:00Z");

    assertThatThrownBy(() -> finished.find("source"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("run it again");
  }

  @Test
  void aJobThatAnotherVersionPlannedDifferentlyIsTakenAsItWasPlanned() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    Plan before =
        planned(Jobs.adapting("source", "method: {lora: {}}, training: {steps: 9}", "seeds: [3]"));
    Path folder =
        keep(source, "first", before.specDigest(), Phase.Succeeded, "2026-01-01T00:00:00Z");
    new JobFiles(folder).write(before);

    assertThat(finished.find("source").orElseThrow().plan()).isEqualTo(before);
  }

  @Test
  void aPlanThatCannotBeReadIsMadeAgain() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    Path folder = keep(source, "first", Phase.Succeeded, "2026-01-01T00:00:00Z");
    Files.writeString(new JobFiles(folder).planFile(), "{\"later\": 1}");

    assertThat(finished.find("source").orElseThrow().plan()).isEqualTo(planned(source));
  }

  @Test
  void aFinishedJobStaysWhatItWasWhenItsSourceIsRunAgain() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    keep(source, "first", Phase.Succeeded, "2026-01-01T00:00:00Z");
    AdapterJob borrower = Jobs.onBackboneOf("source", "borrower");
    Plan plan = finished.plan(borrower, NO_SERVER);
    Path folder =
        keep(borrower, "first", plan.specDigest(), Phase.Succeeded, "2026-01-02T00:00:00Z");
    new JobFiles(folder).write(plan);

    keep(other("source"), "second", Phase.Succeeded, "2026-01-03T00:00:00Z");

    assertThat(finished.find("borrower").orElseThrow().plan()).isEqualTo(plan);
  }

  @Test
  void ofAJobOfTheCommandThatCountsWhichTheCommandMade() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    AdapterJob borrower = Jobs.onBackboneOf("source", "borrower");
    keep(other("source"), "later", Phase.Succeeded, "2026-01-03T00:00:00Z");
    FinishedJobs command = new FinishedJobs(installation, List.of(source, borrower));

    assertThatThrownBy(() -> command.plan(borrower, NO_SERVER))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "borrower: not executed, because the job 'source' that it refers to has failed");
    command.ended(planned(source), installation.store());

    assertThat(command.plan(borrower, NO_SERVER).backbone().digest())
        .isEqualTo(planned(source).backbone().digest());
  }

  @Test
  void aFinishedJobOnAModelIsPlannedByWhatIsPinned() throws IOException {
    BackboneStage stage =
        planned(Jobs.pretraining("maker")).backbone().madeBy(new JobOrigin("maker", "kitchen"));
    AdapterJob user = Jobs.onModel("models:/doors@champion", "user");
    var inputs =
        new ResolvedInputs(
            Map.of(), new ResolvedModel.Version("models:/doors@champion", "3", stage.json()), null);
    Plan plan = FinishedJobs.plan(user, inputs);
    Path folder = keep(user, "first", plan.specDigest(), Phase.Succeeded, "2026-01-01T00:00:00Z");
    user.setStatus(user.getStatus().edit().model(RegisteredModels.pinned(inputs)).build());
    Files.write(new JobFiles(folder).job(), new ObjectMapper().writeValueAsBytes(user));

    assertThat(finished.find("user").orElseThrow().plan()).isEqualTo(plan);
    assertThat(finished.plan(Jobs.onBackboneOf("user", "borrower"), NO_SERVER).backbone().from())
        .isEqualTo(new JobOrigin("maker", "kitchen"));
  }

  @Test
  void aModelThatAJobOfTheSameCommandRegistersNeedsNotBeThere() throws IOException {
    finished.requireReferences(
        List.of(Jobs.registering("doors", "maker"), Jobs.onModel("models:/doors@seed-0", "user")),
        NO_SERVER);
  }

  /** Of the same name, but another backbone. */
  private static AdapterJob other(String name) {
    return Jobs.adapting(name, "method: {houlsby: {}}, training: {steps: 9}", "seeds: [0]", 10);
  }

  private Path keep(AdapterJob job, String attempt, Phase phase, String ended) throws IOException {
    return keep(job, attempt, planned(job).specDigest(), phase, ended);
  }

  private Path keep(AdapterJob job, String attempt, String digest, Phase phase, String ended)
      throws IOException {
    Path folder =
        Files.createDirectories(
            installation.jobs().resolve(job.getMetadata().getName()).resolve(attempt));
    job.setStatus(
        AdapterJobStatus.builder()
            .phase(phase)
            .specDigest(digest)
            .attempt(1)
            .startTime(ended)
            .completionTime(ended)
            .method("houlsby")
            .build());
    Files.write(new JobFiles(folder).job(), new ObjectMapper().writeValueAsBytes(job));
    return folder;
  }

  private static Plan planned(AdapterJob job) {
    return FinishedJobs.plan(job, ResolvedInputs.NONE);
  }
}
