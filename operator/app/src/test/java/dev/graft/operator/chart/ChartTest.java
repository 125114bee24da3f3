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
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
  void digestOfAnImageWinsOverTheTag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    String values =
        "images: {tag: '2.0', digests: {operator: '%1$s', trainer: '%1$s', trainer-cuda: '%1$s'}}";

    Container operator = operator(values.formatted(digest));

    assertThat(operator.getImage()).isEqualTo("graft/operator@" + digest);
    assertThat(environment(operator))
        .containsEntry("GRAFT_TRAINER_IMAGE", "graft/trainer@" + digest)
        .containsEntry("GRAFT_TRAINER_CUDA_IMAGE", "graft/trainer-cuda@" + digest)
        .containsEntry("GRAFT_SIMULATOR_IMAGE", "graft/simulator:2.0");
  }

  @Test
  void imagesOfJobsArePulledAsTheOperatorsIsWithSecretsOfTheirOwn() {
    Container operator =
        operator(
            "images: {pullPolicy: Always, pullSecrets: [own], jobPullSecrets: [registry, mirror]}");

    assertThat(operator.getImagePullPolicy()).isEqualTo("Always");
    assertThat(environment(operator))
        .containsEntry("GRAFT_IMAGE_PULL_POLICY", "Always")
        .containsEntry("GRAFT_IMAGE_PULL_SECRETS", "registry,mirror");
  }

  @ParameterizedTest
  @CsvSource({"65532", "1001", "1000650000"})
  void allPodsRunAsTheUserThatIsNamed(long user) {
    PodSpec pod =
        deployment("podSecurity: {user: %d}".formatted(user)).getSpec().getTemplate().getSpec();

    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(user);
    assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(user);
    assertThat(environment(pod.getContainers().getFirst()))
        .containsEntry("GRAFT_POD_USER", "" + user);
  }

  @Test
  void userCanBeLeftToTheCluster() {
    PodSpec pod = deployment("podSecurity: {user: cluster}").getSpec().getTemplate().getSpec();

    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod.getSecurityContext().getRunAsGroup()).isNull();
    assertThat(environment(pod.getContainers().getFirst()))
        .containsEntry("GRAFT_POD_USER", "cluster");
  }

  @Test
  void severalOperatorsAvoidEachOthersNodesAndLeaveADrainedOneInTurn() {
    String three = "replicas: 3";
    Deployment deployment = deployment(three);
    var spread = deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints();
    Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();

    assertThat(spread).hasSize(1);
    assertThat(spread.getFirst().getWhenUnsatisfiable()).isEqualTo("ScheduleAnyway");
    assertThat(spread.getFirst().getLabelSelector().getMatchLabels()).isEqualTo(selector);
    assertThat(Chart.objects(PodDisruptionBudget.class, three))
        .singleElement()
        .satisfies(
            budget -> {
              assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(selector);
              assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
            });
  }

  @Test
  void oneOperatorHoldsUpNoNodeThatIsDrained() {
    assertThat(Chart.objects(PodDisruptionBudget.class, Chart.DEFAULT_VALUES)).isEmpty();
    assertThat(
            deployment(Chart.DEFAULT_VALUES)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getTopologySpreadConstraints())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "log: {level: loud}, log/level",
    "images: {digests: {trainer: latest}}, images/digests/trainer",
    "images: {jobPullSecrets: [My_Secret]}, images/jobPullSecrets/0",
    "rbac: {aggregate: sometimes}, rbac/aggregate",
    "podSecurity: {user: 0}, podSecurity/user",
    "podSecurity: {user: root}, podSecurity/user",
    "networkPolicies: {dns: {ports: []}}, networkPolicies/dns/ports"
  })
  void refusesAWrongValueByItsName(String values, String name) {
    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(name);
  }

  @Test
  void tellsTheOperatorHowMuchToLog() {
    assertThat(environment(operator(Chart.DEFAULT_VALUES)))
        .containsEntry("GRAFT_LOG_LEVEL", "info");
    assertThat(environment(operator("log: {level: debug}")))
        .containsEntry("GRAFT_LOG_LEVEL", "debug");
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
