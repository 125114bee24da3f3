package dev.graft.cli.job;

import static dev.graft.cli.run.Results.firstOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.cli.run.Results;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobsTest {
  private static final AdapterRunResult RUN = Results.run("d", 0, "reach-v3", -1, firstOf(3, 4));

  @TempDir private Path cache;
  private LocalJobs jobs;

  @BeforeEach
  void open() {
    jobs = new LocalJobs(new Installation(cache, cache));
  }

  @Test
  void findsTheAttemptThatSucceededLast() throws IOException {
    Path early = job("jobs/good/aaa", "Succeeded", "2026-11-20T10:00:00Z");
    Path late = job("jobs/good/bbb", "Succeeded", "2026-11-21T10:00:00Z");
    job("jobs/good/ccc", "Failed", "2026-11-22T10:00:00Z");

    assertThat(jobs.find("good")).contains(new JobFiles(late));
    assertThat(jobs.find("good/aaa")).contains(new JobFiles(early));
    assertThat(jobs.find("good/ccc")).isEmpty();
    assertThat(jobs.find("bad")).isEmpty();
    assertThat(jobs.unknown("bad")).hasMessageContaining("good/aaa, good/bbb");
  }

  @Test
  void readsAnAttemptAndItsCopyAlike() throws IOException {
    Path attempt = job("jobs/good/aaa", "Succeeded", "2026-11-20T10:00:00Z");
    result(attempt.resolve("stages/reach-v3-seed-0"));
    Path copy = job("copies/good", "Succeeded", "2026-11-20T10:00:00Z");
    result(copy.resolve("reach-v3-seed-0"));

    assertThat(read("good")).isEqualTo(new FinishedJob("good", List.of(RUN)));
    assertThat(read(copy.toString()).runs()).containsExactly(RUN);
  }

  @Test
  void saysThatAnotherVersionWroteAResult() throws IOException {
    Path attempt = job("jobs/good/aaa", "Succeeded", "2026-11-20T10:00:00Z");
    Path folder = Files.createDirectories(attempt.resolve("stages/reach-v3-seed-0"));
    Files.writeString(folder.resolve(StageResult.FILE), "{\"digest\": \"d\"}");

    assertThatThrownBy(() -> read("good"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("another version of Graft")
        .hasMessageContaining("--fresh");
  }

  private FinishedJob read(String name) throws IOException {
    return LocalJobs.read(name, jobs.find(name).orElseThrow());
  }

  private Path job(String folder, String phase, String completed) throws IOException {
    Path attempt = Files.createDirectories(cache.resolve(folder));
    Files.writeString(
        new JobFiles(attempt).job(),
        """
        {"status": {"phase": "%s", "completionTime": "%s",
         "runs": [{"task": "reach-v3", "seed": 0}]}}
        """
            .formatted(phase, completed));
    return attempt;
  }

  private static void result(Path folder) throws IOException {
    Files.createDirectories(folder);
    JsonFile.write(folder.resolve(StageResult.FILE), RUN);
  }
}
