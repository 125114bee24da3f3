package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call whom, compared with the pods that the operator builds. */
class NetworkPoliciesTest {
  private static final Path CHILDREN =
      Path.of("../resources/src/test/resources/ChildrenTest/adapters");

  @Test
  void selectTheSimulatorsThatTheOperatorBuilds() throws IOException {
    PodTemplateSpec simulator = simulator();

    assertThat(selects(policy("graft-simulators"), simulator)).isTrue();
    assertThat(selects(policy("graft-trainers"), simulator)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"out-backbone.yaml", "out-runs.yaml"})
  void selectTheTrainersThatTheOperatorBuilds(String file) throws IOException {
    PodTemplateSpec trainer = trainer(file);

    assertThat(selects(policy("graft-trainers"), trainer)).isTrue();
    assertThat(selects(policy("graft-simulators"), trainer)).isFalse();
  }

  @Test
  void letSimulatorsReachNobody() {
    NetworkPolicy simulators = policy("graft-simulators");

    assertThat(simulators.getSpec().getPolicyTypes()).contains("Egress");
    assertThat(simulators.getSpec().getEgress()).isEmpty();
  }

  @Test
  void letOnlyTrainersReachSimulatorsAndOnlyTheirServer() throws IOException {
    var ingress = policy("graft-simulators").getSpec().getIngress();

    assertThat(ingress).hasSize(1);
    assertThat(ingress.getFirst().getFrom())
        .singleElement()
        .satisfies(
            peer -> {
              assertThat(matches(peer.getPodSelector(), trainer("out-runs.yaml"))).isTrue();
              assertThat(matches(peer.getPodSelector(), simulator())).isFalse();
              assertThat(peer.getNamespaceSelector()).isNull();
            });
    String port = ingress.getFirst().getPorts().getFirst().getPort().getStrVal();
    assertThat(simulator().getSpec().getContainers().getFirst().getPorts())
        .anySatisfy(declared -> assertThat(declared.getName()).isEqualTo(port));
  }

  @Test
  void letNobodyReachTrainers() {
    NetworkPolicy trainers = policy("graft-trainers");

    assertThat(trainers.getSpec().getPolicyTypes()).contains("Ingress");
    assertThat(trainers.getSpec().getIngress()).isEmpty();
  }

  @Test
  void letTrainersReachSimulatorsDnsAndTheTrackingServerAlone() {
    var egress = policy("graft-trainers").getSpec().getEgress();

    assertThat(egress)
        .allSatisfy(rule -> assertThat(rule.getPorts()).isNotEmpty())
        .extracting(rule -> rule.getPorts().getFirst().getPort().getValue())
        .containsExactly("grpc", 53, 5000);
  }

  @Test
  void letTrainersReachDnsAtThePortsThatAreNamed() {
    String values = "networkPolicies: {dns: {ports: [5353, 9153]}}";

    assertThat(policy("graft-trainers", values).getSpec().getEgress().get(1).getPorts())
        .extracting(port -> port.getProtocol() + " " + port.getPort().getIntVal())
        .containsExactly("UDP 5353", "TCP 5353", "UDP 9153", "TCP 9153");
  }

  @Test
  void applyWhereTheAdapterJobsAre() {
    assertThat(Chart.objects(NetworkPolicy.class, "watch: {namespaces: [team-a, team-b]}"))
        .extracting(policy -> policy.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("team-a", "team-a", "team-b", "team-b", Chart.NAMESPACE);
  }

  private static NetworkPolicy policy(String name) {
    return policy(name, Chart.DEFAULT_VALUES);
  }

  private static NetworkPolicy policy(String name, String values) {
    return Chart.objects(NetworkPolicy.class, values).stream()
        .filter(policy -> policy.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static boolean selects(NetworkPolicy policy, PodTemplateSpec pod) {
    return matches(policy.getSpec().getPodSelector(), pod);
  }

  private static boolean matches(LabelSelector selector, PodTemplateSpec pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels.entrySet().containsAll(selector.getMatchLabels().entrySet())
        && selector.getMatchExpressions().stream()
            .allMatch(
                expression ->
                    expression.getOperator().equals("In")
                        && List.copyOf(expression.getValues())
                            .contains(labels.getOrDefault(expression.getKey(), "")));
  }

  private static PodTemplateSpec simulator() throws IOException {
    return read("out-simulators.yaml", StatefulSet.class).getSpec().getTemplate();
  }

  private static PodTemplateSpec trainer(String file) throws IOException {
    return read(file, Job.class).getSpec().getTemplate();
  }

  private static <T> T read(String file, Class<T> kind) throws IOException {
    try (InputStream in = Files.newInputStream(CHILDREN.resolve(file))) {
      return Serialization.unmarshal(in, kind);
    }
  }
}
