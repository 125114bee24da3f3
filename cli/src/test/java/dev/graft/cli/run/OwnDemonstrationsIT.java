package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.job.JobFiles;
import dev.graft.cli.job.LocalJobs;
import dev.graft.cli.mlflow.LocalMlflow;
import dev.graft.cli.mlflow.TestInstallation;
import dev.graft.plan.BackboneStage;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Demonstrations that are exported and learned from again, with real simulators and trainers. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OwnDemonstrationsIT {
  private static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: %s}
      spec:
        backbone:
          pretrain:
            tasks: {names: [reach-v3]}
            architecture:
              gpt2: {layers: 1, heads: 1, embeddingDim: 16, context: 4, maxTimesteps: 200}
            training: {steps: 30, batchSize: 4}
        adapter:
          method: {houlsby: {bottleneck: 2}}
          tasks: {names: [door-open-v3]}
          training: {steps: 10, batchSize: 4}
        demonstrations: %s
        evaluation: {episodes: 2, maxEpisodeSteps: 50}
        simulation: {replicas: 1, environmentsPerReplica: 2}
        trainer: {threads: 1}
      """;

  @TempDir private static Path folder;
  private static Installation installation;
  private static Path exported;

  @BeforeAll
  static void collectAndExport() throws IOException, InterruptedException {
    installation = TestInstallation.in(folder);
    TestInstallation.shareUnpackedLibraries(installation);
    new LocalMlflow(installation).findOrStart();
    exported = folder.resolve("exported");
    run("collected", "{scripted: {perTask: 2}}");
    assertDone("export", "collected", exported.toString(), "--format", "lerobot");
  }

  @AfterAll
  static void stop() {
    new LocalMlflow(installation).stop();
  }

  @Test
  void trainsTheSameWeightsFromExportedDemonstrationsAsFromCollectedOnes()
      throws IOException, InterruptedException {
    run("own", "{dataset: {path: %s}}".formatted(exported));

    assertThat(backboneDigest("own")).isEqualTo(backboneDigest("collected")).isNotEmpty();
    assertThat(weights("own")).isEqualTo(weights("collected"));
  }

  @Test
  void aFinishedJobIsKnownByItsPinnedDigestWhenTheFilesAreGone()
      throws IOException, InterruptedException {
    Path copy = folder.resolve("copy");
    assertDone("export", "collected", copy.toString(), "--format", "lerobot");
    run("pinned", "{dataset: {path: %s}}".formatted(copy));
    Folders.delete(copy);

    assertDone("export", "pinned", folder.resolve("again").toString(), "--format", "lerobot");

    String info = Files.readString(folder.resolve("again/meta/info.json"));
    assertThat(info).contains("\"total_episodes\" : 4");
  }

  @Test
  void exportsPoliciesWithTheirBackboneAndCards() throws IOException, InterruptedException {
    Path policies = folder.resolve("policies");

    assertDone("export", "collected/door-open-v3-seed-0", policies.toString(), "--with-backbone");

    assertThat(policies.resolve("policy.py")).exists();
    assertThat(policies.resolve("backbone/model.safetensors")).exists();
    assertThat(policies.resolve("backbone/README.md"))
        .content()
        .contains(backboneDigest("collected"));
    assertThat(policies.resolve("door-open-v3-seed-0/graft.json"))
        .content()
        .contains("\"goal\" : \"VISIBLE\"");
    assertThat(policies.resolve("door-open-v3-seed-0/README.md"))
        .content()
        .contains("# Houlsby", "| scripted expert |", "graft export collected/door-open-v3-seed-0");
    assertThat(
            Files.readAllBytes(policies.resolve("door-open-v3-seed-0/adapter_model.safetensors")))
        .isEqualTo(weights("collected"));
  }

  @Test
  void refusesBeforeAnythingStartsWhatCannotBeLearnedFrom()
      throws IOException, InterruptedException {
    Path manifest = manifest("missing", "{dataset: {path: %s/nothing}}".formatted(folder));

    try (RunProcess process = RunProcess.start(installation, manifest.toString())) {
      assertThat(process.status()).isEqualTo(ExitCode.Usage.code());
      assertThat(process.shown())
          .contains("spec.demonstrations.dataset.path: " + folder + "/nothing: is not there");
    }
    assertThat(installation.jobs().resolve("missing")).doesNotExist();
  }

  private static void run(String name, String demonstrations)
      throws IOException, InterruptedException {
    assertDone("run", manifest(name, demonstrations).toString());
  }

  private static String backboneDigest(String name) throws IOException {
    JobFiles files = new LocalJobs(installation).find(name).orElseThrow();
    JsonNode result =
        new ObjectMapper()
            .readTree(files.state(BackboneStage.NAME).resolve("result.json").toFile());
    return result.path("weightsDigest").asText();
  }

  /** The trained adapter's, whose file names the digest of its own plan nowhere. */
  private static byte[] weights(String name) throws IOException {
    JobFiles files = new LocalJobs(installation).find(name).orElseThrow();
    try (Stream<Path> all = Files.walk(files.state("door-open-v3-seed-0"))) {
      return Files.readAllBytes(
          all.filter(file -> file.endsWith("adapter/adapter_model.safetensors"))
              .findFirst()
              .orElseThrow());
    }
  }

  private static Path manifest(String name, String demonstrations) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"), MANIFEST.formatted(name, demonstrations));
  }

  private static void assertDone(String... command) throws IOException, InterruptedException {
    try (RunProcess process = RunProcess.command(installation, command)) {
      assertThat(process.status()).as(process.shown()).isZero();
    }
  }
}
