package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.RunStatus;
import dev.graft.api.ConditionStatus;
import dev.graft.api.Phase;
import dev.graft.api.RunPhase;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.cluster.AuditLog;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What an AdapterJob says when something is wrong. */
class AdapterJobTroubleIT extends WithScenario {
  /** The trainer's exit code for a wrong configuration. */
  private static final int CONFIGURATION_ERROR = 64;

  /** The trainer's exit code after a checkpoint on SIGTERM. */
  private static final int CHECKPOINTED = 75;

  @Test
  void failedBackboneEndsTheAttempt() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());

    scenario.kubelet.end(scenario.awaitPods("backbone", 1).getFirst(), CONFIGURATION_ERROR);

    AdapterJobStatus status = scenario.awaitReason("BackboneFailed");
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(scenario.condition("Stalled").status()).isEqualTo(ConditionStatus.True);
    assertThat(scenario.condition("Ready").message())
        .contains("Read the logs of Job doors-backbone");
    assertThat(scenario.jobs("runs")).isEmpty();
    scenario.awaitPods("sim", 0);
  }

  @Test
  void failedRunDoesNotStopTheOthers() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());
    List<Pod> runs = scenario.finishBackbone();

    scenario.kubelet.end(Scenario.index(runs, 0), CONFIGURATION_ERROR);
    scenario.awaitStatus("one failed run", status -> "1/2".equals(status.runsSummary()));
    assertThat(scenario.status().phase()).isNotEqualTo(Phase.Failed);
    scenario.kubelet.end(Scenario.index(runs, 1), 0);

    AdapterJobStatus status = scenario.awaitReason("RunsFailed");
    assertThat(status.runs())
        .extracting(RunStatus::phase)
        .containsExactly(RunPhase.Failed, RunPhase.Succeeded);
    assertThat(scenario.condition("Ready").message()).contains("1 of 2", "door-lock-v3 seed 0");
    assertThat(scenario.condition("BackboneReady").status()).isEqualTo(ConditionStatus.True);
  }

  @Test
  void checkpointedTrainerIsStartedAgainWithoutLosingATry() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());
    Pod first = scenario.awaitPods("backbone", 1).getFirst();

    scenario.kubelet.end(first, CHECKPOINTED);

    scenario.await(
        "a second pod",
        () ->
            scenario.pods("backbone").stream()
                .anyMatch(
                    pod -> !pod.getMetadata().getName().equals(first.getMetadata().getName())));
    Integer failed = scenario.awaitJob("backbone").getStatus().getFailed();
    assertThat(failed == null ? 0 : failed).isZero();
  }

  @Test
  void podWithoutANodeIsToldAsWaiting() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());

    Pod pod = scenario.awaitPods("backbone", 1).getFirst();
    scenario.kubelet.leaveUnscheduled(pod);

    AdapterJobStatus status = scenario.awaitReason("Unschedulable");
    assertThat(status.phase()).isEqualTo(Phase.Waiting);
    assertThat(scenario.condition("Ready").message()).contains(pod.getMetadata().getName());
    assertThat(scenario.condition("Stalled").status()).isEqualTo(ConditionStatus.False);
  }

  @Test
  void podsThatAQuotaRefusesAreToldUntilItIsGone() throws StartupException {
    ResourceQuota quota = forbidPods();
    scenario.startOperator().apply(Scenario.manifest());

    AdapterJobStatus status = scenario.awaitReason("PodsRefused");
    assertThat(status.phase()).isEqualTo(Phase.Waiting);
    assertThat(summary(status)).isEqualTo("pods refused");
    assertThat(scenario.condition("Ready").message())
        .contains("Job doors-backbone", "exceeded quota: none, requested: pods=1");
    scenario.awaitPass(() -> {});
    List<AuditLog.Write> before = scenario.operatorWrites();
    scenario.awaitPass(() -> {});
    scenario.awaitPass(() -> {});
    assertThat(scenario.operatorWrites()).as("while it is so").isEqualTo(before);

    scenario.admin.resource(quota).delete();

    scenario.awaitPods("backbone", 1);
    scenario.awaitPods("sim", 2);
    scenario.awaitReason("Starting");
  }

  private static String summary(AdapterJobStatus status) {
    return Objects.requireNonNull(status.progress()).summary();
  }

  /** What the controller of quotas reports is needed, too: it does not run here. */
  private ResourceQuota forbidPods() {
    Map<String, Quantity> none = Map.of("pods", new Quantity("0"));
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("none")
            .withNamespace(scenario.namespace)
            .endMetadata()
            .withNewSpec()
            .withHard(none)
            .endSpec()
            .build();
    ResourceQuota made = scenario.admin.resource(quota).create();
    return scenario
        .admin
        .resource(made.edit().withNewStatus().withHard(none).withUsed(none).endStatus().build())
        .updateStatus();
  }

  @Test
  void missingSecretIsToldWithWhatItIsFor() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());

    Pod pod = scenario.awaitPods("backbone", 1).getFirst();
    scenario.kubelet.refuse(pod, "secret \"mlflow\" not found");

    assertThat(scenario.awaitReason("SecretMissing").phase()).isEqualTo(Phase.Waiting);
    assertThat(scenario.condition("Ready").message())
        .contains("secret \"mlflow\" not found", "spec.tracking.credentialsSecretRef");
  }

  @Test
  void missingTrackingServerIsToldAndNothingStarted() throws StartupException {
    String withoutUri = Scenario.manifest().replace("tracking: {uri: \"http://mlflow:5000\"}", "");
    scenario.startOperator(null).apply(withoutUri);

    AdapterJobStatus status = scenario.awaitReason("TrackingNotConfigured");

    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(scenario.condition("Stalled").message()).contains("spec.tracking.uri");
    assertThat(scenario.operatorWrites())
        .extracting(AuditLog.Write::resource)
        .containsOnly("adapterjobs", "adapterjobs/status", "events");
  }

  @Test
  void anotherOwnersObjectIsLeftAloneAndNamed() throws StartupException {
    var foreign =
        new ServiceBuilder()
            .withNewMetadata()
            .withName("doors-sim")
            .endMetadata()
            .withNewSpec()
            .withClusterIP("None")
            .endSpec()
            .build();
    var before = scenario.admin.resource(foreign).inNamespace(scenario.namespace).create();

    scenario.startOperator().apply(Scenario.manifest());

    scenario.awaitReason("NameTaken");
    assertThat(scenario.condition("Ready").message()).contains("Service doors-sim");
    assertThat(scenario.admin.resource(before).get()).isEqualTo(before);
  }

  @Test
  void childThatTheApiServerRefusesIsNamedAndMadeOnceTheSpecIsPutRight() throws StartupException {
    String resources = "trainer: {backbone: {resources: {requests: {cpu: %d}, limits: {cpu: 2}}}}";
    String manifest = Scenario.manifest().replace("spec:\n", "spec:\n  " + resources + "\n");
    scenario.startOperator().apply(manifest.formatted(4));

    AdapterJobStatus status = scenario.awaitReason("ChildRefused");
    assertThat(status.phase()).isEqualTo(Phase.Failed);
    assertThat(summary(status)).isEqualTo("child refused");
    assertThat(scenario.condition("Ready").message())
        .contains("Job doors-backbone", "must be less than or equal to cpu limit");
    assertThat(scenario.condition("Stalled").status()).isEqualTo(ConditionStatus.True);

    scenario.apply(manifest.formatted(1));
    scenario.awaitPods("backbone", 1);
    assertThat(scenario.awaitReason("Starting").attempt()).isEqualTo(1);
  }

  @Test
  void jobThatHasBegunGoesOnWhenTheLenderOfItsBackboneIsDeleted() throws StartupException {
    int backbone = Scenario.manifest().indexOf("  backbone:");
    int adapter = Scenario.manifest().indexOf("  adapter:");
    String lender = Scenario.manifest().substring(0, adapter).replace("doors", "lender");
    String borrower =
        Scenario.manifest().substring(0, backbone)
            + "  backbone: {fromJob: {name: lender}}\n"
            + Scenario.manifest().substring(adapter);
    scenario.startOperator().apply(borrower);
    scenario.awaitReason("SourceMissing");
    scenario.apply(lender);
    scenario.kubelet.end(scenario.awaitPods("backbone", 1).getFirst(), 0);
    scenario.awaitPods("backbone", 2).stream()
        .filter(pod -> pod.getMetadata().getName().startsWith("doors-"))
        .forEach(pod -> scenario.kubelet.end(pod, 0)); // it takes what is lent
    List<Pod> runs = scenario.awaitPods("runs", 2);
    scenario.awaitReason("Adapting");

    scenario.awaitPass(
        () ->
            scenario
                .admin
                .resources(AdapterJob.class)
                .inNamespace(scenario.namespace)
                .withName("lender")
                .delete());
    runs.forEach(pod -> scenario.kubelet.end(pod, 0));

    assertThat(scenario.awaitReason("Succeeded").attempt()).isEqualTo(1);
    scenario.apply(borrower.replace("doors", "third").replace("lender", "doors"));
    scenario.await("a third to borrow from it", () -> hasTrainer("third"));
  }

  private boolean hasTrainer(String job) {
    return scenario.pods("backbone").stream()
        .anyMatch(pod -> pod.getMetadata().getName().startsWith(job + "-"));
  }

  @Test
  void invalidEditLeavesTheLastValidSpecRunning() throws StartupException {
    scenario.startOperator().apply(Scenario.manifest());
    scenario.awaitPods("backbone", 1);
    long generation = scenario.job().getMetadata().getGeneration();

    assertThat(Refusals.of(() -> scenario.apply(Scenario.manifest().replace("16", "0"))))
        .contains("spec.adapter.method.houlsby.bottleneck");

    assertThat(scenario.job().getMetadata().getGeneration()).isEqualTo(generation);
    assertThat(scenario.pods("backbone")).hasSize(1);
  }
}
