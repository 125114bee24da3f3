package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.graft.crd.AdapterJobCrd;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the chart installs. Its copy of the CRD and the plain manifests are products of other files;
 * to write them anew: {@code mvn -pl operator/app test -Dtest=ChartTest -Dgraft.chart=write}.
 */
class ChartTest {
  private static final boolean WRITE = "write".equals(System.getProperty("graft.chart"));

  @Test
  void carriesTheGeneratedDefinition() throws IOException {
    Path copy = Chart.FOLDER.resolve("files").resolve(AdapterJobCrd.RESOURCE);
    if (WRITE) {
      Files.writeString(copy, AdapterJobCrd.yaml());
    }

    assertThat(Files.readString(copy)).isEqualTo(AdapterJobCrd.yaml());
  }

  @Test
  void plainManifestsAreWhatTheChartRenders() throws IOException {
    Path manifests = Path.of("../../charts/manifests/install.yaml");
    String rendered = Chart.render("crds: {install: false}").strip() + "\n";
    if (WRITE) {
      Files.writeString(manifests, rendered);
    }

    assertThat(Files.readString(manifests)).isEqualTo(rendered);
  }

  @Test
  void satisfiesHelmsOwnRules() {
    LintResult result = Chart.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void keepsTheDefinitionWhenTheReleaseGoes() {
    assertThat(Chart.objects(CustomResourceDefinition.class, Chart.DEFAULT_VALUES))
        .singleElement()
        .satisfies(
            definition ->
                assertThat(definition.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
  }

  @Test
  void leavesTheDefinitionToOthersWhenAsked() {
    assertThat(Chart.objects(CustomResourceDefinition.class, "crds: {install: false}")).isEmpty();
  }

  @Test
  void runsTheImagesThatTheBuildMakes() throws IOException {
    String version = projectVersion();

    Container operator = operator(Chart.DEFAULT_VALUES);

    assertThat(operator.getImage()).isEqualTo("graft/operator:" + version);
    assertThat(environment(operator))
        .containsEntry("GRAFT_SIMULATOR_IMAGE", "graft/simulator:" + version)
        .containsEntry("GRAFT_TRAINER_IMAGE", "graft/trainer:" + version)
        .containsEntry("GRAFT_TRAINER_CUDA_IMAGE", "graft/trainer-cuda:" + version);
  }

  @Test
  void takesImagesFromARegistry() {
    String values = "images: {repository: registry.example.com/robots/graft, tag: '2.0'}";

    Container operator = operator(values);

    assertThat(operator.getImage()).isEqualTo("registry.example.com/robots/graft/operator:2.0");
    assertThat(environment(operator))
        .containsEntry("GRAFT_TRAINER_IMAGE", "registry.example.com/robots/graft/trainer:2.0");
  }

  @Test
  void tellsTheOperatorWhatToWatchAndWhereToRecord() {
    String values =
        """
        watch: {namespaces: [team-a, team-b]}
        tracking: {uri: "http://mlflow:5000"}
        """;

    assertThat(environment(operator(values)))
        .containsEntry("GRAFT_NAMESPACES", "team-a,team-b")
        .containsEntry("GRAFT_TRACKING_URI", "http://mlflow:5000");
  }

  @Test
  void meetsTheRestrictedPodSecurityStandardAndCannotWriteToItsRoot() {
    PodSpec pod = deployment(Chart.DEFAULT_VALUES).getSpec().getTemplate().getSpec();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers())
        .allSatisfy(
            container -> {
              var context = container.getSecurityContext();
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            });
  }

  @Test
  void refusesValuesThatItDoesNotKnow() {
    assertThatThrownBy(() -> Chart.render("image: {repository: graft}"))
        .hasMessageContaining("image");
  }

  @Test
  void refusesNamespacesThatCannotExist() {
    assertThatThrownBy(() -> Chart.render("watch: {namespaces: [Team_A]}"))
        .hasMessageContaining("namespaces");
  }

  private static Deployment deployment(String values) {
    return Chart.objects(Deployment.class, values).getFirst();
  }

  private static Container operator(String values) {
    return deployment(values).getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static Map<String, String> environment(Container container) {
    return container.getEnv().stream()
        .collect(Collectors.toMap(EnvVar::getName, variable -> "" + variable.getValue()));
  }

  private static String projectVersion() throws IOException {
    String pom = Files.readString(Path.of("../../pom.xml"));
    return pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
  }
}
