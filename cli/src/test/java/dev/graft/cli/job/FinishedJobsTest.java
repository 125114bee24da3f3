package dev.graft.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Phase;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import dev.graft.plan.ResolvedInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedJobsTest {
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

    Plan plan = finished.plan(Jobs.onBackboneOf("source", "borrower"));

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

    assertThatThrownBy(() -> finished.requireReferences(List.of(borrower)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("borrower refers to the AdapterJob 'source'");
    assertThatThrownBy(() -> finished.plan(borrower))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("spec.backbone.fromJob.name: 'source' is no AdapterJob");
    finished.requireReferences(List.of(borrower, Jobs.pretraining("source")));
    keep(Jobs.pretraining("source"), "first", Phase.Succeeded, "2026-01-01T00:00:00Z");
    finished.requireReferences(List.of(borrower));
  }

  @Test
  void aJobThatAnotherVersionPlannedDifferentlyIsNotTaken() throws IOException {
    AdapterJob source = Jobs.pretraining("source");
    keep(source, "first", "another digest", Phase.Succeeded, "2026-01-01T00:00:00Z");

    assertThatThrownBy(() -> finished.find("source"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("run it again");
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
