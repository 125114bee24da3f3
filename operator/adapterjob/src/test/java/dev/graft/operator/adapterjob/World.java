package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.AdapterJobStatus;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.Owner;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.resources.Role;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cluster in memory: carries out actions, and lets a test say what became of Jobs. */
final class World {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final ManifestReader READER = new ManifestReader();

  private final List<HasMetadata> children = new ArrayList<>();
  private final List<Pod> pods = new ArrayList<>();
  private OperatorSettings settings =
      new OperatorSettings(
          new Images("sim:1", "trainer:1", "trainer-cuda:1"),
          PodUser.IMAGES,
          "http://mlflow:5000",
          Set.of());
  private TrackingView tracking = new TrackingView.NotContacted();
  private ResolvedModel.@Nullable Version model;
  private @Nullable AdapterJobStatus status;
  private Optional<PodRefusal> refusal = Optional.empty();
  private AdapterJob job = read(manifest());

  static String manifest() {
    try (InputStream stream = World.class.getResourceAsStream("adapterjob.yaml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AdapterJob read(String manifest) {
    Reading reading = READER.read(manifest);
    AdapterJob job = ((Reading.Accepted) reading).jobs().getFirst();
    job.getMetadata().setNamespace("robots");
    job.getMetadata().setUid("uid-1");
    return job;
  }

  void edit(String manifest) {
    job = read(manifest);
  }

  void become(AdapterJob other) {
    job = other;
  }

  void loseDefaultTrackingUri() {
    settings = new OperatorSettings(settings.images(), settings.user(), null, Set.of());
  }

  AdapterJobSpec spec() {
    return job.getSpec();
  }

  Plan plan() {
    return Planner.plan(
        job.getMetadata().getName(), spec(), new ResolvedInputs(Map.of(), model, null));
  }

  ObservedState observed() {
    return new ObservedState(
        Owner.of(job),
        1,
        spec(),
        status,
        of(ConfigMap.class),
        of(Service.class),
        of(StatefulSet.class),
        of(Job.class),
        List.copyOf(pods),
        refusal);
  }

  private <T extends HasMetadata> List<T> of(Class<T> type) {
    return children.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Stage stage() {
    return Stage.of(observed(), plan());
  }

  Situation situation() {
    return Situation.of(
        observed(), plan(), model == null ? null : model.pinned(), stage(), settings, tracking);
  }

  /** The tracking server has found what the spec refers to. */
  void find(ResolvedModel.Version version) {
    model = version;
  }

  /** The cluster has told why a role's workload has no pods; or that is over. */
  void refusePods(Role role, String why) {
    refusal =
        why.isEmpty() ? Optional.empty() : Optional.of(new PodRefusal(label(workload(role)), why));
  }

  private static String label(HasMetadata workload) {
    return workload.getKind() + " " + workload.getMetadata().getName();
  }

  /** The tracking server tells something. */
  void track(TrackingView view) {
    tracking = view;
  }

  /** What the next pass would write, status aside. */
  List<Action> planned() {
    return ChildPlanner.plan(situation());
  }

  /** One pass of the control loop. */
  AdapterJobStatus pass(Instant now) {
    Situation seen = situation();
    ChildPlanner.plan(seen).forEach(this::carryOut);
    status = StatusFactory.status(seen, now);
    return status;
  }

  AdapterJobStatus pass() {
    return pass(START);
  }

  private void carryOut(Action action) {
    children.removeIf(child -> name(child).equals(name(action.child())));
    if (!(action instanceof Action.Delete)) {
      HasMetadata child = action.child();
      child.getMetadata().setUid("uid-of-" + name(child));
      children.add(child);
    }
  }

  List<String> names() {
    return children.stream().map(World::name).toList();
  }

  static String name(HasMetadata child) {
    return child.getKind() + "/" + child.getMetadata().getName();
  }

  void forgetJobs() {
    children.removeIf(Job.class::isInstance);
  }

  Job jobOf(Role role) {
    return observed().job(role, plan().specDigest()).orElseThrow();
  }

  /** The Job controller sets a condition. */
  void conclude(Role role, String condition) {
    conclude(role, condition, "as the test says");
  }

  void conclude(Role role, String condition, String reason) {
    replace(
        new JobBuilder(jobOf(role))
            .editOrNewStatus()
            .addToConditions(
                new JobConditionBuilder()
                    .withType(condition)
                    .withStatus("True")
                    .withReason(reason)
                    .withMessage("as the test says")
                    .build())
            .endStatus()
            .build());
  }

  /** Kueue admits a Job, or evicts it. */
  void suspendJob(Role role, boolean suspended) {
    replace(new JobBuilder(jobOf(role)).editSpec().withSuspend(suspended).endSpec().build());
  }

  /** The Job controller reports indices of the runs. */
  void report(String completed, String failed) {
    replace(
        new JobBuilder(jobOf(Role.RUNS))
            .editOrNewStatus()
            .withCompletedIndexes(completed)
            .withFailedIndexes(failed)
            .endStatus()
            .build());
  }

  /** A pod of the role's workload runs since a moment, beside one that failed. */
  void runPod(Role role, int index, Instant since) {
    pods.replaceAll(pod -> named(pod, podName(role, index)) && Pods.failed(pod) ? aged(pod) : pod);
    HasMetadata workload = workload(role);
    PodTemplateSpec template =
        workload instanceof Job job
            ? job.getSpec().getTemplate()
            : ((StatefulSet) workload).getSpec().getTemplate();
    put(
        new PodBuilder()
            .withMetadata(template.getMetadata())
            .editMetadata()
            .withName(podName(role, index))
            .addToLabels("batch.kubernetes.io/job-completion-index", "" + index)
            .addNewOwnerReference()
            .withUid(workload.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .withSpec(template.getSpec())
            .withNewStatus()
            .withPhase("Running")
            .addNewContainerStatus()
            .withNewState()
            .withNewRunning()
            .withStartedAt(since.toString())
            .endRunning()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  void runPod(Role role, int index) {
    runPod(role, index, START);
  }

  /** A pod's container ended, and left words. */
  void endPod(Role role, int index, int exitCode, String words, Instant at) {
    Pod pod = pod(role, index);
    String started =
        pod.getStatus().getContainerStatuses().getFirst().getState().getRunning().getStartedAt();
    put(
        new PodBuilder(pod)
            .editStatus()
            .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
            .editFirstContainerStatus()
            .withNewState()
            .withNewTerminated()
            .withStartedAt(started)
            .withFinishedAt(at.toString())
            .withExitCode(exitCode)
            .withMessage(words)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** The kernel ended a pod's container for lack of memory. */
  void starvePod(Role role, int index) {
    endPod(role, index, 137, "{\"phase\":\"Pretrain\",\"done\":1}", START);
    put(
        new PodBuilder(pod(role, index))
            .editStatus()
            .editFirstContainerStatus()
            .editState()
            .editTerminated()
            .withReason("OOMKilled")
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** The kubelet takes a pod away. */
  void evictPod(Role role, int index, String message) {
    endPod(role, index, 137, "", START);
    put(
        new PodBuilder(pod(role, index))
            .editStatus()
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("TerminationByKubelet")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build());
  }

  void losePod(Role role, int index) {
    pods.removeIf(pod -> named(pod, podName(role, index)));
  }

  /** Its container waits, for a reason that a kubelet gives. */
  void holdPod(Role role, int index, String reason, String message) {
    runPod(role, index);
    put(
        new PodBuilder(pod(role, index))
            .editStatus()
            .withPhase("Pending")
            .editFirstContainerStatus()
            .withImage("an-image")
            .withNewState()
            .withNewWaiting(message, reason)
            .endState()
            .endContainerStatus()
            .endStatus()
            .build());
  }

  /** The scheduler finds no node. */
  void strandPod(Role role, int index, String message) {
    runPod(role, index);
    put(
        new PodBuilder(pod(role, index))
            .editStatus()
            .withPhase("Pending")
            .withContainerStatuses()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build());
  }

  private Pod pod(Role role, int index) {
    return pods.stream().filter(pod -> named(pod, podName(role, index))).findFirst().orElseThrow();
  }

  private void put(Pod pod) {
    pods.removeIf(other -> named(other, pod.getMetadata().getName()));
    pods.add(pod);
  }

  private static boolean named(Pod pod, String name) {
    return pod.getMetadata().getName().equals(name);
  }

  private static Pod aged(Pod pod) {
    String name = pod.getMetadata().getName() + "-before";
    return new PodBuilder(pod).editMetadata().withName(name).endMetadata().build();
  }

  private static String podName(Role role, int index) {
    return role.label() + "-pod-" + index;
  }

  private HasMetadata workload(Role role) {
    return role == Role.SIMULATOR ? observed().workloads().getFirst() : jobOf(role);
  }

  private void replace(Job job) {
    children.removeIf(child -> name(child).equals(name(job)));
    children.add(job);
  }
}
