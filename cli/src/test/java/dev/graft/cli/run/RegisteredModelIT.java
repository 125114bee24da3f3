package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.job.FinishedJobs;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.TestInstallation;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job on the backbone that another one, of another experiment, has registered. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // the first time MLflow's packages are installed
class RegisteredModelIT {
  private static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: %s}
      spec:
        backbone: {%s}
        %s
        demonstrations: {scripted: {perTask: 1}}
        evaluation: {episodes: 1, maxEpisodeSteps: 50}
        simulation: {replicas: 1, environmentsPerReplica: 1}
        trainer: {threads: 1}
        tracking: {experiment: %s}
      """;

  private static final String PRETRAIN =
      """
      pretrain: {tasks: {names: [reach-v3]}, registerAs: doors, training: {steps: 10, batchSize: 4},
            architecture: {gpt2: {layers: 1, heads: 1, embeddingDim: 16, context: 4, maxTimesteps: 200}}}\
      """;
  private static final String ADAPTER =
      "adapter: {method: {actionHead: {}}, tasks: {names: [door-open-v3]}, training: {steps: 5, batchSize: 4}}";

  @TempDir private static Path folder;
  private static Installation installation;
  private static Path maker;
  private static Path user;

  @BeforeAll
  static void prepare() throws IOException {
    installation = TestInstallation.in(folder);
    TestInstallation.shareUnpackedLibraries(installation);
    maker = manifest("maker", PRETRAIN, "", "kitchen");
    user = manifest("user", "model: {uri: 'models:/doors@seed-0'}", ADAPTER, "elsewhere");
  }

  private static Path manifest(String name, String backbone, String adapter, String experiment)
      throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"), MANIFEST.formatted(name, backbone, adapter, experiment));
  }

  @AfterAll
  static void stop() {
    new LocalMlflow(installation).stop();
  }

  @Test
  void aRegisteredBackboneIsFoundByItsAliasWhereverItWasMade() throws Exception {
    try (RunProcess run = RunProcess.start(installation, user.toString())) {
      assertThat(run.status()).as(run.shown()).isEqualTo(ExitCode.Usage.code());
      assertThat(run.shown())
          .contains("user: spec.backbone.model.uri: 'models:/doors@seed-0'", "registerAs: doors");
    }

    try (RunProcess plan =
        RunProcess.command(installation, "plan", user.toString(), maker.toString())) {
      assertThat(plan.status()).as(plan.shown()).isZero();
    }

    try (RunProcess run = RunProcess.start(installation, user.toString(), maker.toString())) {
      assertThat(run.status()).as(run.shown()).isZero();
    }
    JsonNode status = new ObjectMapper().readTree(files().job().toFile()).path("status");
    assertThat(status.at("/model/uri").asText()).isEqualTo("models:/doors@seed-0");
    assertThat(status.at("/model/version").asText()).isEqualTo("1");
    assertThat(planned().backbone().from()).isEqualTo(new JobOrigin("maker", "kitchen"));
    assertExportsItsBackbone("maker");

    new LocalMlflow(installation).stop();
    try (RunProcess plan = RunProcess.command(installation, "plan", user.toString())) {
      assertThat(plan.status()).as(plan.shown()).isZero();
      assertThat(plan.shown()).contains("starting the local MLflow server");
    }

    // An attempt that reuses nothing has an empty store: the backbone can only come from MLflow.
    try (RunProcess fresh = RunProcess.start(installation, "--fresh", user.toString())) {
      assertThat(fresh.status()).as(fresh.shown()).isZero();
    }
    JsonNode result =
        new ObjectMapper().readTree(files().results("backbone").resolve("result.json").toFile());
    assertThat(result.path("origin").asText()).isEqualTo("Found");
    assertThat(result.path("digest").asText()).isEqualTo(planned().backbone().digest());

    new LocalMlflow(installation).stop();
    assertThat(planned().backbone().from()).isEqualTo(new JobOrigin("maker", "kitchen"));
  }

  /** A job that has made nothing but a backbone gives that. */
  private static void assertExportsItsBackbone(String job) throws Exception {
    Path exported = folder.resolve("exported");
    try (RunProcess export = RunProcess.command(installation, "export", job, exported.toString())) {
      assertThat(export.status()).as(export.shown()).isZero();
      assertThat(export.printed()).contains(": policy.py, backbone\n");
    }
    assertThat(exported.resolve("backbone/model.safetensors")).exists();
  }

  private static JobFiles files() throws IOException {
    return new LocalJobs(installation).find("user").orElseThrow();
  }

  /** As a job that refers to this one sees it. */
  private static Plan planned() throws IOException {
    return new FinishedJobs(installation).finished(files()).plan();
  }
}
