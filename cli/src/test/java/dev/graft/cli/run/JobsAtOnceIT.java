package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of jobs of seconds, with real simulators, trainers and MLflow. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JobsAtOnceIT {
  private static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: %s}
      spec:
        backbone: {%s}
        adapter:
          method: {houlsby: {bottleneck: 2}}
          tasks: {names: [door-open-v3]}
          training: {steps: 10, batchSize: 4}
        demonstrations: {%s}
        evaluation: {episodes: 2, maxEpisodeSteps: 50}
        simulation: {replicas: 1, environmentsPerReplica: 2}
        trainer: {threads: 1, runs: {parallelism: 1}}
      """;

  private static final String PRETRAIN =
      "pretrain: {tasks: {names: [reach-v3]}, seed: %d, training: {steps: %d, batchSize: 4},"
          + " architecture: {gpt2: {layers: 1, heads: 1, embeddingDim: 16, context: 4,"
          + " maxTimesteps: 200}}}";
  private static final String COLLECTED = "scripted: {perTask: 2}";
  private static final int SHORT = 30;
  private static final int LONG = 100_000;

  @TempDir private static Path folder;
  private static Installation installation;

  @BeforeAll
  static void prepare() throws IOException {
    installation = TestInstallation.in(folder);
    TestInstallation.shareUnpackedLibraries(installation);
    new LocalMlflow(installation).findOrStart();
  }

  @AfterAll
  static void stop() {
    new LocalMlflow(installation).stop();
  }

  @Test
  void aFolderIsExecutedInTheOrderOfItsReferences() throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("jobs"));
    write(jobs, "a-dependent", "fromJob: {name: b-source}", COLLECTED);
    write(jobs, "b-source", PRETRAIN.formatted(1, SHORT), COLLECTED);
    write(jobs, "c-other", PRETRAIN.formatted(2, SHORT), COLLECTED);

    try (RunProcess run = start(jobs, "-o", "json")) {
      assertThat(run.status()).as(run.shown()).isZero();

      assertThat(run.shown())
          .containsSubsequence(
              "b-source/door-open-v3-seed-0: done in",
              "a-dependent: recorded in",
              "a-dependent/backbone: done in",
              "a-dependent/door-open-v3-seed-0: done in")
          .contains("c-other/backbone: done in", "c-other/door-open-v3-seed-0: done in");
      List<JsonNode> results = documents(run.printed());
      assertThat(results)
          .extracting(job -> job.at("/metadata/name").asText())
          .containsExactlyInAnyOrder("a-dependent", "b-source", "c-other")
          .containsSubsequence("b-source", "a-dependent");
      assertThat(results).allMatch(job -> job.at("/status/phase").asText().equals("Succeeded"));
    }
    try (RunProcess again = start(jobs)) {
      assertThat(again.status()).as(again.shown()).isZero();
      assertThat(again.printed().lines().filter(line -> line.startsWith("TASK"))).hasSize(3);
      assertThat(again.printed()).containsSubsequence("b-source", "a-dependent");
    }
  }

  @Test
  void ctrlCStopsAllJobs() throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("long"));
    write(jobs, "first", PRETRAIN.formatted(3, LONG), COLLECTED);
    write(jobs, "second", PRETRAIN.formatted(4, LONG), COLLECTED);

    try (RunProcess run = start(jobs)) {
      run.awaitLine(line -> line.startsWith("first/backbone: pretrain"));
      if (Runtime.getRuntime().availableProcessors() > 1) {
        run.awaitLine(line -> line.startsWith("second/backbone: pretrain"));
      }
      List<ProcessHandle> workers = run.workers();
      run.pressCtrlC();

      assertThat(run.status()).as(run.shown()).isEqualTo(ExitCode.Interrupted.code());
      assertThat(run.shown())
          .contains("first/backbone: stopped; a rerun resumes it")
          .containsOnlyOnce("To go on from here: graft run ");
      assertThat(workers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    }
  }

  @Test
  void aJobWithoutItsSourceIsRefusedAndTheOthersGoOn() throws Exception {
    Path jobs = Files.createDirectory(folder.resolve("broken"));
    write(jobs, "lost", PRETRAIN.formatted(5, SHORT), "dataset: {path: /nothing/there}");
    write(jobs, "orphan", "fromJob: {name: lost}", COLLECTED);
    write(jobs, "sound", PRETRAIN.formatted(6, SHORT), COLLECTED);

    try (RunProcess run = start(jobs)) {
      assertThat(run.status()).as(run.shown()).isEqualTo(ExitCode.Usage.code());

      assertThat(run.shown())
          .contains("graft: spec.demonstrations.dataset.path: /nothing/there: is not there")
          .contains(
              "graft: orphan: not executed, because the job 'lost' that it refers to has failed")
          .contains("sound/door-open-v3-seed-0: done in");
      assertThat(run.printed().lines()).contains("sound").doesNotContain("orphan", "lost");
    }
  }

  private static RunProcess start(Path jobs, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(jobs.toString());
    return RunProcess.start(installation, arguments.toArray(String[]::new));
  }

  private static void write(Path jobs, String name, String backbone, String demonstrations)
      throws IOException {
    Files.writeString(
        jobs.resolve(name + ".yaml"), MANIFEST.formatted(name, backbone, demonstrations));
  }

  private static List<JsonNode> documents(String printed) throws IOException {
    try (MappingIterator<JsonNode> documents =
        new ObjectMapper().readerFor(JsonNode.class).readValues(printed)) {
      return documents.readAll();
    }
  }
}
