package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.job.TrackedJobs;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.TestInstallation;
import dev.graft.trainer.mlflow.RecordedRuns;
import dev.graft.trainer.mlflow.RetryPolicy;
import dev.graft.trainer.mlflow.TrackingAccess;
import dev.graft.trainer.result.AdapterRunResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, with real simulators, trainers and MLflow, and a job of seconds. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // the first time MLflow's packages are installed
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: tiny}
      spec:
        backbone:
          pretrain:
            tasks: {names: [reach-v3]}
            architecture:
              gpt2: {layers: 1, heads: 1, embeddingDim: 16, context: 4, maxTimesteps: 200}
            training: {steps: 400, batchSize: 4}
        adapter:
          method: {houlsby: {bottleneck: 2}}
          tasks: {names: [door-open-v3]}
          training: {steps: 10, batchSize: 4}
        demonstrations:
          scripted: {perTask: 2}
        evaluation: {episodes: 4, maxEpisodeSteps: 50}
        simulation: {replicas: 2, environmentsPerReplica: 2}
        trainer: {threads: 1}
      """;

  @TempDir private static Path folder;
  private static Installation installation;
  private static Path manifest;

  @BeforeAll
  static void prepare() throws IOException {
    installation = TestInstallation.in(folder);
    TestInstallation.shareUnpackedLibraries(installation);
    manifest = Files.writeString(folder.resolve("tiny.yaml"), MANIFEST);
    new LocalMlflow(installation).findOrStart();
  }

  @AfterAll
  static void stop() {
    new LocalMlflow(installation).stop();
  }

  @Test
  void ctrlCAndLostSimulatorsChangeNothingInTheResult() throws Exception {
    Outcome undisturbed = undisturbed();

    try (RunProcess interrupted = start("--fresh")) {
      interrupted.awaitLine(line -> line.startsWith("backbone: pretrain"));
      List<ProcessHandle> workers = interrupted.workers();
      assertThat(workers).hasSize(3);
      interrupted.pressCtrlC();
      assertThat(interrupted.status())
          .as(interrupted.shown())
          .isEqualTo(ExitCode.Interrupted.code());
      assertThat(interrupted.shown())
          .contains("backbone: stopped; a rerun resumes it", "To go on from here: graft run ");
      assertThat(workers).noneMatch(ProcessHandle::isAlive);
    }
    try (RunProcess resumed = start()) {
      resumed.awaitLine(line -> line.contains("door-open-v3-seed-0: evaluate"));
      resumed.simulators().forEach(ProcessHandle::destroyForcibly);
      assertThat(resumed.status()).as(resumed.shown()).isZero();
      assertThat(resumed.shown())
          .contains("simulator-0: killed", "simulator-1: killed", "started again (1 of 5 times)");
    }

    assertThat(results()).isEqualTo(undisturbed);
  }

  @Test
  void noProcessOutlivesACommandThatIsKilled() throws Exception {
    try (RunProcess run = start("--fresh")) {
      run.awaitLine(line -> line.startsWith("backbone: pretrain"));
      List<ProcessHandle> workers = run.workers();
      assertThat(workers).hasSize(3);

      run.kill();

      for (ProcessHandle worker : workers) {
        worker.onExit().get(60, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void theRecordsOfAJobHaveTheResultsAndThePageOfItsFiles() throws Exception {
    try (RunProcess process = start()) {
      assertThat(process.status()).as(process.shown()).isZero();
    }
    JobFiles files = new LocalJobs(installation).find("tiny").orElseThrow();
    FinishedJob local = LocalJobs.read("tiny", files);
    String runId = json(files.job()).at("/status/mlflow/runId").asText();

    try (RecordedRuns runs =
        new RecordedRuns(
            new LocalMlflow(installation).find().orElseThrow(),
            TrackingAccess.ANONYMOUS,
            RetryPolicy.PATIENT)) {
      FinishedJob recorded = new TrackedJobs(runs).read(runId);
      byte[] page = runs.artifacts().get(runs.get(runId).run(), "report.html");

      assertThat(recorded.name()).startsWith("tiny@");
      assertThat(recorded.runs())
          .singleElement()
          .extracting(AdapterRunResult::evaluation, AdapterRunResult::references)
          .containsExactly(
              local.runs().getFirst().evaluation(), local.runs().getFirst().references());
      assertThat(page).isEqualTo(Files.readAllBytes(files.report()));
    }
  }

  @Test
  void adaptersAreEvaluatedAgainWithTheSameOutcomeOnTheSameGoals() throws Exception {
    try (RunProcess process = start()) {
      assertThat(process.status()).as(process.shown()).isZero();
    }
    AdapterRunResult first = run("tiny");

    evaluate("tiny", "--seed", "0");
    assertThat(run("tiny-evaluate").adapter().digest()).isEqualTo(first.adapter().digest());
    assertThat(run("tiny-evaluate").evaluation().episodes())
        .isEqualTo(first.evaluation().episodes());

    evaluate("tiny/door-open-v3-seed-0", "--episodes", "6");
    assertThat(run("tiny-evaluate").evaluation().episodes())
        .hasSize(6)
        .doesNotContainAnyElementsOf(first.evaluation().episodes());
  }

  private static void evaluate(String... arguments) throws Exception {
    String[] command =
        Stream.concat(Stream.of("evaluate"), Stream.of(arguments)).toArray(String[]::new);
    try (RunProcess process = RunProcess.command(installation, command)) {
      assertThat(process.status()).as(process.shown()).isZero();
    }
  }

  private static AdapterRunResult run(String job) throws IOException {
    JobFiles files = new LocalJobs(installation).find(job).orElseThrow();
    return LocalJobs.read(job, files).runs().getFirst();
  }

  @Test
  void aKilledMlflowServerIsStartedAgainAtItsAddressAndGetsAllRecords() throws Exception {
    LocalMlflow mlflow = new LocalMlflow(installation);
    URI uri = mlflow.findOrStart();
    try (RunProcess run = start("--fresh")) {
      run.awaitLine(line -> line.startsWith("backbone: pretrain"));
      assertThat(mlflow.kill(LocalMlflow.Part.All)).isTrue();

      assertThat(run.status()).as(run.shown()).isZero();
      assertThat(run.shown()).contains("the local MLflow server has ended: it is started again");
    }
    assertThat(mlflow.find()).contains(uri);
    assertThat(recordsFolders()).isEmpty();
  }

  @Test
  void aJobWhoseServerIsAwayEndsWellAndItsRecordsAreDeliveredLater() throws Exception {
    try (RunProcess run = start("--fresh", "--tracking-uri", "http://127.0.0.1:9")) {
      assertThat(run.status()).as(run.shown()).isZero();
      assertThat(run.shown()).contains("records wait for MLflow at http://127.0.0.1:9");
    }
    assertThat(recordsFolders()).hasSize(3);

    try (RunProcess again = start()) {
      assertThat(again.status()).as(again.shown()).isZero();
      assertThat(again.shown()).contains("finished earlier");
    }
    assertThat(recordsFolders()).isEmpty();
    assertThat(json(latest().resolve("adapterjob.json")).at("/status/mlflow/runId").asText())
        .isNotEmpty();
  }

  @Test
  void whatWaitsIsDeliveredWithoutRunningTheJobAgain() throws Exception {
    try (RunProcess run = start("--fresh", "--tracking-uri", "http://127.0.0.1:9")) {
      assertThat(run.status()).as(run.shown()).isZero();
    }
    URI uri = new LocalMlflow(installation).findOrStart();

    try (RunProcess deliver =
        RunProcess.command(
            installation, "deliver", "--tracking-uri", uri.toString(), "-o", "json")) {
      assertThat(deliver.status()).as(deliver.shown()).isZero();
      assertThat(deliver.shown()).contains(latest().getFileName() + ": delivered to " + uri);
      JsonNode delivery = JSON.readTree(deliver.printed()).path(0);
      assertThat(delivery.path("server").asText()).isEqualTo(uri.toString());
      assertThat(delivery.path("waiting").asInt()).isZero();
    }
    assertThat(recordsFolders()).isEmpty();
    JobFiles files = new JobFiles(latest());
    String runId = json(files.job()).at("/status/mlflow/runId").asText();
    try (RecordedRuns runs = new RecordedRuns(uri, TrackingAccess.ANONYMOUS, RetryPolicy.PATIENT)) {
      assertThat(new TrackedJobs(runs).read(runId).runs().getFirst().evaluation())
          .isEqualTo(LocalJobs.read("tiny", files).runs().getFirst().evaluation());
    }
    try (RunProcess again = RunProcess.command(installation, "deliver")) {
      assertThat(again.status()).isZero();
      assertThat(again.printed()).contains("no records wait");
    }
    try (RunProcess server = RunProcess.command(installation, "mlflow", "--find", "-o", "json")) {
      assertThat(server.status()).isZero();
      assertThat(JSON.readTree(server.printed()))
          .isEqualTo(JSON.createObjectNode().put("uri", uri.toString()).put("running", true));
    }
  }

  /** Where records wait in the latest attempt. */
  private static List<Path> recordsFolders() throws IOException {
    try (Stream<Path> files = Files.walk(latest())) {
      return files.filter(file -> file.endsWith("records")).toList();
    }
  }

  private static Outcome undisturbed() throws IOException, InterruptedException {
    try (RunProcess process = start("--fresh")) {
      assertThat(process.status()).as(process.shown()).isZero();
    }
    return results();
  }

  private static RunProcess start(String... options) throws IOException {
    return RunProcess.start(
        installation,
        Stream.concat(Stream.of(options), Stream.of(manifest.toString())).toArray(String[]::new));
  }

  /** What must not depend on how the job came to its end. */
  private record Outcome(String backbone, String adapter, JsonNode adapted, JsonNode zeroShot) {}

  /** Those of the latest attempt. */
  private static Outcome results() throws IOException {
    Path stages = latest().resolve("stages");
    JsonNode backbone = json(stages.resolve("backbone/result.json"));
    JsonNode run = json(stages.resolve("door-open-v3-seed-0/result.json"));
    return new Outcome(
        backbone.get("weightsDigest").textValue(),
        run.get("adapter").get("digest").textValue(),
        run.get("evaluation"),
        run.get("zeroShotVisible"));
  }

  private static Path latest() throws IOException {
    try (Stream<Path> attempts = Files.list(installation.jobs().resolve("tiny"))) {
      return attempts.max(Path::compareTo).orElseThrow();
    }
  }

  private static JsonNode json(Path file) throws IOException {
    return JSON.readTree(Files.readAllBytes(file));
  }
}
