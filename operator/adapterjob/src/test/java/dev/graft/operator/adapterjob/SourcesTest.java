package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Phase;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.operator.adapterjob.Sources.Resolution;
import dev.graft.operator.resources.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final String ADAPTER =
      "  adapter: {method: {houlsby: {}}, tasks: {names: [door-lock-v3]}, training: {steps: 9}}\n";

  private final Map<String, AdapterJob> namespace = new HashMap<>();

  @Test
  void aJobWaitsUntilTheOtherIsThereAndHasItsBackbone() {
    AdapterJob borrower = borrower("borrower", "source");
    assertThat(reason(borrower)).isEqualTo(Reason.SOURCE_MISSING);

    AdapterJob source =
        add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}");
    assertThat(reason(borrower)).isEqualTo(Reason.WAITING_FOR_JOB);

    backboneReady(source);
    assertThat(plan(borrower)).isInstanceOf(Resolution.Planned.class);
  }

  @Test
  void anotherSpecsBackboneIsNotTakenForThisOnes() {
    AdapterJob borrower = borrower("borrower", "source");
    AdapterJob source =
        add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}");
    backboneReady(source);
    AdapterJobStatus old = source.getStatus();
    add("source", "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 10}}}").setStatus(old);

    assertThat(reason(borrower)).isEqualTo(Reason.WAITING_FOR_JOB);
  }

  @Test
  void whatCannotComeRightByItselfSaysSo() {
    AdapterJob first = borrower("first", "second");
    namespace.put("first", first);
    namespace.put("second", borrower("second", "first"));
    AdapterJob source =
        add(
            "short",
            "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9},"
                + " architecture: {gpt2: {maxTimesteps: 60}}}}\n  evaluation: {maxEpisodeSteps: 60}");
    backboneReady(source);

    assertThat(((Resolution.Unplanned) plan(first)).why().message())
        .contains("wait for each other");
    assertThat(reason(borrower("borrower", "short"))).isEqualTo(Reason.REFERENCE_UNFIT);
  }

  @Test
  void ownDemonstrationsNeedAVolumeAndADigest() {
    String pretrain = "{pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}}";
    String dataset = "\n  demonstrations: {dataset: {path: doors%s}}";
    String digest = ", digest: " + "a".repeat(64);

    assertThat(message(job("local", pretrain + dataset.formatted(digest))))
        .contains("spec.demonstrations.dataset.claimName: is needed in a cluster");
    assertThat(message(job("unpinned", pretrain + dataset.formatted(", claimName: c"))))
        .contains("spec.demonstrations.dataset.digest: is needed");
    assertThat(plan(job("fit", pretrain + dataset.formatted(", claimName: c" + digest))))
        .isInstanceOfSatisfying(
            Resolution.Planned.class,
            planned ->
                assertThat(
                        Objects.requireNonNull(planned.plan().backbone().dataset().files()).path())
                    .isEqualTo("/var/lib/graft/demonstrations/doors"));
  }

  private String message(AdapterJob job) {
    return ((Resolution.Unplanned) plan(job)).why().message();
  }

  @Test
  void aWaitingJobIsReconcilingAndNotStalled() {
    AdapterJob borrower = borrower("borrower", "source");
    AdapterJobStatus status =
        StatusFactory.unplanned(
            observed(borrower), ((Resolution.Unplanned) plan(borrower)).why(), World.START);

    assertThat(status.phase()).isEqualTo(Phase.Waiting);
    assertThat(Conditions.holds(status, Conditions.RECONCILING)).isTrue();
    assertThat(Conditions.holds(status, Conditions.STALLED)).isFalse();
  }

  private static ObservedState observed(AdapterJob job) {
    World world = new World();
    world.become(job);
    return world.observed();
  }

  /** As the operator reports it. */
  private static void backboneReady(AdapterJob job) {
    World world = new World();
    world.become(job);
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    job.setStatus(world.pass());
  }

  private Reason reason(AdapterJob job) {
    return ((Resolution.Unplanned) plan(job)).why().reason();
  }

  private Resolution plan(AdapterJob job) {
    return new Sources(name -> Optional.ofNullable(namespace.get(name))).plan(job);
  }

  private AdapterJob add(String name, String backbone) {
    AdapterJob job = job(name, backbone);
    namespace.put(name, job);
    return job;
  }

  private static AdapterJob borrower(String name, String source) {
    return job(name, "{fromJob: {name: " + source + "}}");
  }

  private static AdapterJob job(String name, String backbone) {
    String yaml =
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: %s}
        spec:
          backbone: %s
        """
                .formatted(name, backbone)
            + ADAPTER;
    if (new ManifestReader().read(yaml) instanceof Reading.Accepted(var jobs)) {
      AdapterJob job = jobs.getFirst();
      job.getMetadata().setNamespace("robots");
      job.getMetadata().setUid("uid-of-" + name);
      return job;
    }
    throw new AssertionError(yaml + " is refused");
  }
}
