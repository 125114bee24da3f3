package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The children of the AdapterJobs in {@code src/test/resources/ChildrenTest}, as YAML. To accept a
 * change after reading it: {@code mvn -pl operator/resources test -Dgraft.golden=write}.
 */
class ChildrenTest {
  private static final Path FOLDER = Path.of("src/test/resources/ChildrenTest");

  /** RFC 1123; an index is appended to the name of an Indexed Job. */
  private static final int LONGEST_HOST_NAME = 63;

  static Stream<Path> cases() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void childrenAreTheGoldenOnes(Path folder) throws IOException {
    Map<String, HasMetadata> children = children(folder);

    for (var child : children.entrySet()) {
      Path golden = folder.resolve("out-" + child.getKey() + ".yaml");
      String yaml = Serialization.asYaml(child.getValue());
      if ("write".equals(System.getProperty("graft.golden"))) {
        Files.writeString(golden, yaml);
      }
      assertThat(yaml).as(golden.toString()).isEqualTo(Files.readString(golden));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void buildingTwiceGivesTheSameDigests(Path folder) throws IOException {
    assertThat(digests(folder)).isEqualTo(digests(folder)).doesNotContainNull();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPodIsRestrictedAndHasNoCredentials(Path folder) throws IOException {
    for (PodSpec pod : Blueprints.pods(blueprint(folder))) {
      assertThat(pod.getAutomountServiceAccountToken()).isFalse();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      var container = pod.getContainers().getFirst().getSecurityContext();
      assertThat(container.getAllowPrivilegeEscalation()).isFalse();
      assertThat(container.getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyChildBelongsToItsAdapterJob(Path folder) throws IOException {
    Owner owner = blueprint(folder).owner();

    for (HasMetadata child : children(folder).values()) {
      assertThat(owner.controls(child)).as(child.getKind()).isTrue();
      assertThat(Labels.jobName(child)).contains(owner.name());
      assertThat(child.getMetadata().getName()).hasSizeLessThanOrEqualTo(ChildNames.MAX_LENGTH);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void podsHostNamesFit(Path folder) throws IOException {
    int runs = blueprint(folder).plan().runs().size();

    String last = RunsJob.build(blueprint(folder)).getMetadata().getName() + "-" + runs;

    assertThat(last).hasSizeLessThanOrEqualTo(LONGEST_HOST_NAME);
  }

  private static List<String> digests(Path folder) throws IOException {
    return children(folder).values().stream().map(ContentDigest::of).toList();
  }

  private static Map<String, HasMetadata> children(Path folder) throws IOException {
    Blueprint blueprint = blueprint(folder);
    Map<String, HasMetadata> children = new LinkedHashMap<>();
    children.put("plan", PlanConfigMap.build(blueprint));
    children.put("simulators-service", Simulators.service(blueprint));
    children.put("simulators", Simulators.workload(blueprint));
    children.put("backbone", BackboneJob.build(blueprint));
    if (!blueprint.plan().runs().isEmpty()) {
      children.put("runs", RunsJob.build(blueprint));
    }
    return children;
  }

  private static Blueprint blueprint(Path folder) throws IOException {
    return Blueprints.of(Files.readString(folder.resolve("in-adapterjob.yaml")), Blueprints.IMAGES);
  }
}
