package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the chart lets the operator do. */
class PermissionsTest {
  private static final String TWO_NAMESPACES = "watch: {namespaces: [team-a, team-b]}";

  @Test
  void areThoseThatTheOperatorIsTestedWith() {
    assertThat(tested("graft-operator")).containsExactlyElementsOf(clusterRules());
    assertThat(tested("graft-operator-lease")).containsExactlyElementsOf(leaseRules());
  }

  @Test
  void haveNoWildcardsAndNoSecrets() {
    assertThat(clusterRules())
        .allSatisfy(
            rule -> {
              assertThat(rule.getVerbs()).doesNotContain("*");
              assertThat(rule.getApiGroups()).doesNotContain("*");
              assertThat(rule.getResources()).doesNotContain("*", "secrets", "pods/exec");
            });
  }

  /** Kubernetes has no permission for a finalizer alone: {@code patch} is there for that. */
  @Test
  void allowNoMoreOfAnAdapterJobThanItsFinalizerNeeds() {
    assertThat(clusterRules())
        .filteredOn(rule -> rule.getResources().contains("adapterjobs"))
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.getVerbs())
                    .containsExactlyInAnyOrder("get", "list", "watch", "patch"));
  }

  @Test
  void concernLeasesInTheOperatorsOwnNamespaceAlone() {
    assertThat(clusterRules())
        .allSatisfy(rule -> assertThat(rule.getResources()).doesNotContain("leases"));
    assertThat(Chart.objects(Role.class, Chart.DEFAULT_VALUES))
        .singleElement()
        .satisfies(
            role -> assertThat(role.getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE));
  }

  @Test
  void endAtTheBordersOfTheNamespaces() {
    assertThat(Chart.objects(ClusterRole.class, TWO_NAMESPACES)).isEmpty();
    assertThat(Chart.objects(ClusterRoleBinding.class, TWO_NAMESPACES)).isEmpty();
    assertThat(Chart.objects(Role.class, TWO_NAMESPACES))
        .extracting(role -> role.getMetadata().getNamespace())
        .contains("team-a", "team-b");
    assertThat(Chart.objects(RoleBinding.class, TWO_NAMESPACES))
        .allSatisfy(
            binding ->
                assertThat(binding.getSubjects())
                    .singleElement()
                    .satisfies(
                        subject -> assertThat(subject.getNamespace()).isEqualTo(Chart.NAMESPACE)));
  }

  @Test
  void areTheSameInANamespaceAsInTheCluster() {
    assertThat(Chart.objects(Role.class, TWO_NAMESPACES))
        .filteredOn(role -> role.getMetadata().getNamespace().startsWith("team-"))
        .allSatisfy(role -> assertThat(role.getRules()).isEqualTo(clusterRules()));
  }

  @Test
  void ofPeopleAreTakenInByKubernetesOwnRoles() {
    assertThat(takenInBy(clusterRole("graft-adapterjobs-edit")))
        .containsExactlyInAnyOrder("admin", "edit");
    assertThat(takenInBy(clusterRole("graft-adapterjobs-view"))).containsExactly("view");
  }

  @Test
  void ofPeopleAreNoBusinessOfAReleaseThatIsTold() {
    assertThat(Chart.objects(ClusterRole.class, "rbac: {aggregate: false}"))
        .extracting(role -> role.getMetadata().getName())
        .containsExactly(Chart.RELEASE);
  }

  private static List<String> takenInBy(ClusterRole role) {
    String prefix = "rbac.authorization.k8s.io/aggregate-to-";
    return role.getMetadata().getLabels().entrySet().stream()
        .filter(label -> label.getValue().equals("true"))
        .map(Map.Entry::getKey)
        .filter(label -> label.startsWith(prefix))
        .map(label -> label.substring(prefix.length()))
        .toList();
  }

  /** The rules of a role that the integration tests give the operator. */
  private static List<PolicyRule> tested(String role) {
    List<HasMetadata> objects =
        Serialization.unmarshal(ControlPlane.class.getResourceAsStream("operator-role.yaml"));
    return objects.stream()
        .filter(ClusterRole.class::isInstance)
        .map(ClusterRole.class::cast)
        .filter(candidate -> candidate.getMetadata().getName().equals(role))
        .findFirst()
        .orElseThrow()
        .getRules();
  }

  private static List<PolicyRule> leaseRules() {
    return Chart.objects(Role.class, Chart.DEFAULT_VALUES).getFirst().getRules();
  }

  private static List<PolicyRule> clusterRules() {
    return clusterRole(Chart.RELEASE).getRules();
  }

  private static ClusterRole clusterRole(String name) {
    return Chart.objects(ClusterRole.class, Chart.DEFAULT_VALUES).stream()
        .filter(role -> role.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
