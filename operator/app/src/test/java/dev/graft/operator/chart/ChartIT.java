package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import dev.graft.operator.cluster.User;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart renders, in a real API server. */
@ExtendWith(ControlPlaneExtension.class)
class ChartIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private KubernetesClient admin;

  @BeforeEach
  void open(ControlPlane plane) {
    admin = plane.client(User.ADMIN);
  }

  @AfterEach
  void close() {
    // The control plane is others' too.
    admin.rbac().clusterRoles().withLabel("app.kubernetes.io/part-of", "graft").delete();
    admin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "replicas: 2", "metrics: {dashboard: {enabled: true}}"})
  void isAcceptedWithoutAWarning(String values) {
    namespace(Chart.NAMESPACE);

    assertThat(Chart.objects(values + "\ncrds: {install: false}"))
        .allSatisfy(
            object ->
                assertThat(
                        admin.resource(object).dryRun().fieldValidation(Validation.STRICT).create())
                    .isNotNull());
  }

  @Test
  void whoeverMayEditOrViewANamespaceMayEditOrViewItsAdapterJobs(KubernetesBinaries binaries) {
    NeedsControllers.require(binaries);
    namespace("people");
    Chart.objects(ClusterRole.class, Chart.DEFAULT_VALUES).stream()
        .filter(role -> role.getMetadata().getName().contains("-adapterjobs-"))
        .forEach(this::apply);
    bind("edit");
    bind("view");

    await(() -> may("edit", "create", "adapterjobs"));
    await(() -> may("view", "list", "adapterjobs"));
    for (String verb : List.of("get", "list", "watch", "update", "patch", "delete")) {
      assertThat(may("edit", verb, "adapterjobs")).as(verb).isTrue();
    }
    assertThat(may("view", "get", "adapterjobs/status")).isTrue();
    for (String verb : List.of("create", "update", "patch", "delete", "deletecollection")) {
      assertThat(may("view", verb, "adapterjobs")).as(verb).isFalse();
      assertThat(may("edit", verb, "adapterjobs/status")).as(verb).isFalse();
    }
  }

  private void namespace(String name) {
    apply(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
  }

  private void apply(HasMetadata object) {
    admin.resource(object).serverSideApply();
  }

  /** Gives Kubernetes' own role to a person who has its name. */
  private void bind(String role) {
    apply(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withNamespace("people")
            .withName(role)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
            .addNewSubject()
            .withApiGroup("rbac.authorization.k8s.io")
            .withKind("User")
            .withName(role)
            .endSubject()
            .build());
  }

  private boolean may(String person, String verb, String what) {
    String[] resource = what.split("/", -1);
    return admin
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(
            new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(person)
                .withNewResourceAttributes()
                .withNamespace("people")
                .withGroup("graft.dev")
                .withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : null)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }
}
