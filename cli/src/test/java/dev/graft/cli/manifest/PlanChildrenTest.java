package dev.graft.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.Graft;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code graft plan --children}. To accept a change of the golden file after reading it: {@code mvn
 * -pl cli test -Dtest=PlanChildrenTest -Dgraft.golden=write}.
 */
class PlanChildrenTest {
  private static final Path RESOURCES = Path.of("src/test/resources/PlanChildrenTest");
  private static final Path MANIFEST = RESOURCES.resolve("in-adapterjob.yaml");
  private static final String[] SETTINGS = {"--image-tag", "1", "--tracking-uri", "http://mlflow"};

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void childrenAreTheGoldenOnes() throws IOException {
    assertThat(children(MANIFEST)).as(err.toString()).isZero();

    Path golden = RESOURCES.resolve("out-children.yaml");
    if ("write".equals(System.getProperty("graft.golden"))) {
      Files.writeString(golden, out.toString());
    }
    assertThat(out.toString()).isEqualTo(Files.readString(golden));
  }

  @Test
  void theTextSaysWhenEachIsCreatedAndWhatStandsForWhatIsNotKnown() {
    plan(MANIFEST.toString(), "--children");

    assertThat(out.toString().lines().filter(line -> line.startsWith("#")))
        .satisfiesExactly(
            line -> assertThat(line).contains("AdapterJob default/doors"),
            line -> assertThat(line).contains("00000000-0000-0000-0000-000000000000 stands for"),
            line -> assertThat(line).contains("kubectl get adapterjob"),
            line -> assertThat(line).contains("http://mlflow.invalid stands for"),
            line -> assertThat(line).contains("ConfigMap/doors-plan-").endsWith("at once"),
            line -> assertThat(line).contains("Service/doors-sim: created at once"),
            line -> assertThat(line).contains("StatefulSet/doors-sim: created at once"),
            line -> assertThat(line).contains("Job/doors-backbone-").endsWith("at once"),
            line -> assertThat(line).contains("Job/doors-runs-").endsWith("backbone is ready"));
  }

  @Test
  void anAdapterJobOfAClusterKeepsItsUidAndItsNamespace() throws IOException {
    Path manifest = folder.resolve("job.yaml");
    String uid = "0d9a5a34-6d3b-4a6e-9a41-0c62a4cbb4a0";
    Files.writeString(
        manifest,
        Files.readString(MANIFEST)
            .replace("name: doors", "name: doors, namespace: robots, uid: " + uid));

    children(manifest, "--namespace", "others");

    assertThat(out.toString())
        .contains("uid: \"" + uid, "- \"" + uid + "/", "namespace: \"robots\"", ".robots.svc")
        .doesNotContain("00000000-", "others");
  }

  @Test
  void namespaceAndImagesCanBeSaid() {
    plan(
        MANIFEST.toString(),
        "--children",
        "-n",
        "robots",
        "--image-repository",
        "registry.example.com/graft",
        "--image-tag",
        "2.0");

    assertThat(out.toString())
        .contains("namespace: \"robots\"")
        .contains("image: \"registry.example.com/graft/simulator:2.0\"")
        .contains("image: \"registry.example.com/graft/trainer:2.0\"");
  }

  @Test
  void howImagesArePulledCanBeSaid() {
    String digest = "sha256:" + "a".repeat(64);

    children(
        MANIFEST,
        "--trainer-digest",
        digest,
        "--image-pull-policy",
        "Never",
        "--image-pull-secret",
        "registry",
        "--image-pull-secret",
        "mirror");

    assertThat(out.toString())
        .contains("image: \"graft/simulator:1\"", "image: \"graft/trainer@" + digest + "\"")
        .contains("imagePullPolicy: \"Never\"")
        .contains("imagePullSecrets:\n      - name: \"registry\"\n      - name: \"mirror\"");
  }

  @Test
  void digestThatIsNoneIsRefused() {
    int exitCode = children(MANIFEST, "--simulator-digest", "latest");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--simulator-digest", "'latest' is no digest");
  }

  @Test
  void userOfThePodsCanBeSaid() {
    children(MANIFEST, "--pod-user", "1001");
    assertThat(out.toString()).contains("fsGroup: 1001\n", "runAsUser: 1001\n");
  }

  @Test
  void userOfThePodsCanBeLeftToTheCluster() {
    children(MANIFEST, "--pod-user", "cluster");
    assertThat(out.toString())
        .contains("runAsNonRoot: true\n")
        .doesNotContain("fsGroup", "runAsUser", "runAsGroup");
  }

  @Test
  void rootIsNoUserOfPods() {
    int exitCode = children(MANIFEST, "--pod-user", "0");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--pod-user", "'0' is no user of pods");
  }

  @Test
  void defaultsAreThoseOfTheChart() throws IOException {
    String values = Files.readString(Path.of("../charts/graft/values.yaml"));
    ClusterOptions options = new ClusterOptions();
    new CommandLine(options).parseArgs();

    assertThat(values)
        .contains("repository: %s\n".formatted(options.imageRepository))
        .contains("  pullPolicy: %s\n".formatted(options.imagePullPolicy))
        .contains("  user: %d\n".formatted(options.podUser.id()))
        .contains("  jobPullSecrets: %s\n".formatted(options.imagePullSecrets));
  }

  @Test
  void asJsonTheChildrenAreWithThePlan() throws IOException {
    children(MANIFEST, "-o", "json");

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("runs")).hasSize(1);
    assertThat(kinds(json.at("/children/atOnce")))
        .containsExactly("ConfigMap", "Service", "StatefulSet", "Job");
    assertThat(kinds(json.at("/children/afterBackbone"))).containsExactly("Job");
  }

  @Test
  void simulatorsOfAQueuedJobWaitForItsAdmission() throws IOException {
    children(MANIFEST, "-o", "json", "--set", "spec.queueName=team-a");

    JsonNode children = new ObjectMapper().readTree(out.toString()).path("children");
    assertThat(kinds(children.path("atOnce"))).containsExactly("ConfigMap", "Job");
    assertThat(kinds(children.path("whenAdmitted"))).containsExactly("Service", "StatefulSet");
  }

  @Test
  void aJobThatIsPutAsideSaysSo() {
    children(MANIFEST, "--set", "spec.suspend=true");

    assertThat(out.toString()).contains("# spec.suspend is true: it creates nothing before");
  }

  @Test
  void ofJobsThatReferToEachOtherAllChildrenAreShown() {
    children(Path.of("..", "examples", "ml45"));

    assertThat(out.toString().lines().filter(line -> line.matches("kind: \"StatefulSet\"")))
        .hasSize(19);
  }

  @Test
  void demonstrationsThatPodsCannotReachAreRefused() {
    int exitCode =
        children(
            MANIFEST, "--set", "spec.demonstrations={dataset: {format: LeRobot, path: nowhere}}");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString())
        .contains("doors: spec.demonstrations.dataset.claimName: is needed in a cluster; give");
  }

  private static List<String> kinds(JsonNode objects) {
    return objects.findValuesAsText("kind").stream()
        .filter(kind -> !kind.equals("AdapterJob"))
        .toList();
  }

  private int children(Path manifest, String... more) {
    return plan(
        Stream.of(
                Stream.of(manifest.toString(), "--children"), Stream.of(SETTINGS), Stream.of(more))
            .flatMap(arguments -> arguments)
            .toArray(String[]::new));
  }

  private int plan(String... arguments) {
    return Graft.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("plan"), Stream.of(arguments)).toArray(String[]::new));
  }
}
