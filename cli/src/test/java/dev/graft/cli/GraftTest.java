package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GraftTest {
  private static final Path QUICKSTART = Path.of("..", "examples", "quickstart", "adapterjob.yaml");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfInLinesThatFitATerminal(String name) {
    assertThat(run(name, "--help")).isZero();

    assertThat(out.toString()).startsWith("Usage: graft " + name);
    assertThat(out.toString().lines().skip(1).findFirst()).isPresent();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  static Stream<String> commands() {
    return Graft.commandLine().getSubcommands().keySet().stream();
  }

  @Test
  void aMissingOrUnknownCommandIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("a COMMAND is missing").contains("validate");
    assertThat(run("trane")).isEqualTo(2);
    assertThat(run("plan")).isEqualTo(2);
    assertThat(run("doctor", "-o", "xml")).isEqualTo(2);
  }

  @Test
  void versionNamesGraftAndJava() {
    assertThat(run("version")).isZero();
    assertThat(run("--version")).isZero();

    assertThat(out.toString().lines().toList().getFirst()).matches("graft \\d+\\.\\d+\\.\\d+.*");
    assertThat(out.toString()).contains("Java " + Runtime.version().feature());
  }

  @Test
  void versionIsOneObjectForAProgram() throws IOException {
    assertThat(run("version", "-o", "json")).isZero();

    JsonNode versions = new ObjectMapper().readTree(out.toString());
    assertThat(versions.path("graft").asText()).isEqualTo(VersionCommand.number());
    assertThat(versions.path("java").asText()).isEqualTo(Runtime.version().toString());
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("plan", "nowhere.yaml")).isEqualTo(2);

    assertThat(err.toString()).contains("nowhere.yaml: there is no such file");
  }

  @Test
  void validateNamesFileLineFieldValueAndRemedy() throws IOException {
    Path manifest = folder.resolve("job.yaml");
    Files.writeString(
        manifest, Files.readString(QUICKSTART).replace("bottleneck: 16", "bottleneck: 0"));

    assertThat(run("validate", manifest.toString())).isEqualTo(2);

    assertThat(out.toString().lines()).hasSize(1);
    assertThat(out.toString())
        .startsWith(manifest + ":")
        .contains("spec.adapter.method.houlsby.bottleneck: ")
        .contains("0");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void jobsOfAFolderArePlannedOnEachOtherInTheOrderOfTheirReferences() {
    Path folder = Path.of("..", "examples", "ml45");

    assertThat(run("plan", folder.toString())).as(err.toString()).isZero();

    List<String> lines = out.toString().lines().toList();
    List<String> jobs =
        lines.stream()
            .filter(line -> line.startsWith("job "))
            .map(line -> line.split("[ ,]+")[1])
            .toList();
    assertThat(jobs).hasSize(19).startsWith("ml45", "ml45-action-head");
    assertThat(jobs).containsSubsequence("ml45-sources", "ml45-fusion");
    assertThat(jobs).containsSubsequence("ml45-mlp", "ml45-mlp-zero-shot");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("  backbone "))
        .extracting(line -> line.strip().split(" +")[1])
        .hasSize(19)
        .satisfies(digests -> assertThat(Set.copyOf(digests)).hasSize(2));
  }

  @Test
  void validateAcceptsTheExampleAndReportsEveryFile() {
    assertThat(run("validate", QUICKSTART.toString())).isZero();
    assertThat(out.toString()).contains("quickstart is valid");

    assertThat(run("validate", QUICKSTART.toString(), "nowhere.yaml")).isEqualTo(2);
    assertThat(out.toString()).contains("nowhere.yaml");
  }

  @Test
  void validateAsJsonTellsJobsAndViolationsOfEachFile() throws IOException {
    assertThat(run("validate", QUICKSTART.toString(), "nowhere.yaml", "-o", "json")).isEqualTo(2);

    var files = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toString());
    assertThat(files.at("/0/jobs/0").asText()).isEqualTo("quickstart");
    assertThat(files.at("/0/violations")).isEmpty();
    assertThat(files.at("/1/violations/0").asText()).contains("nowhere.yaml: there is no such");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlflow", "ftp://mlflow", "http:/mlflow", "a b"})
  void anAddressOfNoServerIsRefusedBeforeAnythingIsAsked(String address) {
    assertThat(run("models", "--tracking-uri", address)).isEqualTo(2);

    assertThat(err.toString())
        .contains("--tracking-uri", "'" + address + "' is no address of a server; give one such as")
        .doesNotContain("Exception");
  }

  @Test
  void aFolderForResultsThatCannotBeMadeIsRefusedBeforeAnythingIsRun() throws IOException {
    Path place = Files.createFile(folder.resolve("file")).resolve("results");

    assertThat(run("run", QUICKSTART.toString(), "--output", place.toString())).isEqualTo(2);

    assertThat(err.toString())
        .startsWith("graft: --output is '" + place + "', which cannot be made")
        .contains("give another folder");
  }

  @Test
  void planShowsTheBackboneAndEveryRun() {
    assertThat(run("plan", QUICKSTART.toString(), "--set", "spec.adapter.seeds=[0, 7]")).isZero();

    assertThat(out.toString())
        .contains("job quickstart")
        .contains("backbone")
        .contains("door-lock-v3-seed-0")
        .contains("door-unlock-v3-seed-7")
        .contains("Houlsby 16");
  }

  @Test
  void planAsJsonIsOneDocument() throws IOException {
    assertThat(run("plan", QUICKSTART.toString(), "-o", "json")).isZero();

    assertThat(
            new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toString()).at("/runs"))
        .hasSize(2);
  }

  @Test
  void twoJobsOfOneNameAreRefused() throws IOException {
    Path copy = Files.copy(QUICKSTART, folder.resolve("copy.yaml"));

    assertThat(run("run", QUICKSTART.toString(), copy.toString())).isEqualTo(2);

    assertThat(err.toString())
        .contains(copy + ": metadata.name: \"quickstart\" is also the name of the job in")
        .contains(QUICKSTART.toString())
        .contains("give each a name of its own");
  }

  @Test
  void aSettingThatDoesNotExistIsRefused() {
    assertThat(run("plan", QUICKSTART.toString(), "--set", "spec.adaptor.seeds=[0]")).isEqualTo(2);

    assertThat(err.toString()).contains("spec.adaptor").contains("adapter");
  }

  private int run(String... arguments) {
    CommandLine command = Graft.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
