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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the chart lets the operator do. */
class PermissionsTest {
  private static final String TWO_NAMESPACES = "watch: {namespaces: [team-a, team-b]}";

  @Test
  void holdAllThatTheOperatorIsTestedWith() {
    List<HasMetadata> tested =
        Serialization.unmarshal(ControlPlane.class.getResourceAsStream("operator-role.yaml"));
    List<String> granted =
        Stream.concat(clusterRules().stream(), leaseRules().stream())
            .flatMap(PermissionsTest::permissions)
            .toList();

    assertThat(tested)
        .filteredOn(ClusterRole.class::isInstance)
        .map(ClusterRole.class::cast)
        .flatExtracting(ClusterRole::getRules)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(granted).containsAll(permissions(rule).toList()));
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

  @Test
  void neverMakeOrRemoveAnAdapterJob() {
    assertThat(clusterRules())
        .filteredOn(rule -> rule.getResources().contains("adapterjobs"))
        .isNotEmpty()
        .allSatisfy(
            rule -> assertThat(rule.getVerbs()).doesNotContain("create", "update", "delete"));
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

  /** Verb, resource and group, such as {@code get jobs.batch}. */
  private static Stream<String> permissions(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            rule.getVerbs().stream()
                                .map(verb -> "%s %s.%s".formatted(verb, resource, group))));
  }

  private static List<PolicyRule> leaseRules() {
    return Chart.objects(Role.class, Chart.DEFAULT_VALUES).getFirst().getRules();
  }

  private static List<PolicyRule> clusterRules() {
    return Chart.objects(ClusterRole.class, Chart.DEFAULT_VALUES).getFirst().getRules();
  }
}
