package dev.graft.operator.app;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.adapterjob.OperatorSettings;
import dev.graft.operator.cluster.AuditLog;
import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.FakeKubelet;
import dev.graft.operator.cluster.User;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.telemetry.LogLevel;
import dev.graft.operator.telemetry.OperatorMetrics;
import dev.graft.operator.tracking.TrackingBoard;
import dev.graft.trainer.mlflow.TrackingAccess;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A namespace of its own, an operator that watches it, and a test's view of both. */
final class Scenario implements AutoCloseable {
  static final String JOB = "doors";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration TRACKING_PERIOD = Duration.ofMillis(200);
  private static final String COMPONENT = "app.kubernetes.io/component";

  final KubernetesClient admin;
  final FakeKubelet kubelet;
  final String namespace;

  private final ControlPlane plane;
  private KubernetesClient operatorClient;
  private final AtomicInteger passes = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private @Nullable TrackingBoard tracking;
  private @Nullable GraftOperator operator;
  private @Nullable OperatorMetrics metrics;

  Scenario(ControlPlane plane) {
    this.plane = plane;
    this.admin = plane.client(User.ADMIN);
    this.operatorClient = plane.client(User.OPERATOR, OperatorClient.builder());
    this.kubelet = new FakeKubelet(admin);
    this.namespace =
        admin
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("test-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
  }

  Scenario startOperator() throws StartupException {
    return startOperator("http://default-mlflow:5000");
  }

  Scenario startOperator(@Nullable String defaultTrackingUri) throws StartupException {
    return startOperator(defaultTrackingUri, Set.of());
  }

  /**
   * Starts an operator.
   *
   * @param trackingServers that it may contact
   */
  Scenario startOperator(@Nullable String defaultTrackingUri, Set<String> trackingServers)
      throws StartupException {
    Images images =
        new Images("graft/simulator:test", "graft/trainer:test", "graft/trainer-cuda:test");
    var configuration =
        new OperatorConfiguration(
            new OperatorSettings(images, PodUser.IMAGES, defaultTrackingUri, trackingServers),
            TrackingAccess.ANONYMOUS,
            Set.of(namespace),
            0,
            null,
            LogLevel.INFO);
    OperatorMetrics told = new OperatorMetrics(() -> true, InstantSource.system());
    tracking =
        new TrackingBoard(
            TrackingAccess.ANONYMOUS, TRACKING_PERIOD, () -> true, roundsClock(), told);
    operator = new GraftOperator(operatorClient, configuration, told, tracking, countingClock());
    metrics = told;
    operator.start();
    return this;
  }

  /** The operators started from now on reach the API server through {@code interceptor}. */
  void connectThrough(Interceptor interceptor) {
    operatorClient.close();
    operatorClient =
        plane.client(User.OPERATOR, ControlPlane.through(interceptor, OperatorClient.builder()));
  }

  /** Another operator in the place of one that was killed. */
  void replaceOperator() throws StartupException {
    replaceOperatorWith(this::startOperator);
  }

  /** Another operator, started so, in the place of one that was killed. */
  void replaceOperatorWith(Start start) throws StartupException {
    stopOperator();
    operatorClient.close();
    operatorClient = plane.client(User.OPERATOR, OperatorClient.builder());
    start.run();
  }

  /** Starts an operator. */
  interface Start {
    void run() throws StartupException;
  }

  void stopOperator() {
    if (tracking != null) {
      tracking.close();
      tracking = null;
    }
    if (operator != null) {
      operator.close();
      operator = null;
    }
  }

  /** A visit asks for the time once, so counting the questions counts the rounds of one job. */
  private InstantSource roundsClock() {
    return () -> {
      rounds.incrementAndGet();
      return Instant.now();
    };
  }

  /** A pass asks for the time once, so counting the questions counts the passes. */
  private InstantSource countingClock() {
    return () -> {
      passes.incrementAndGet();
      return Instant.now();
    };
  }

  /** Returns once tracking servers were asked so many times more. */
  void awaitRounds(int count) {
    int before = rounds.get();
    await(count + " rounds", () -> rounds.get() >= before + count);
  }

  /** Returns once a pass that began after this call has asked for the time. */
  void awaitPass(Runnable cause) {
    int before = passes.get();
    cause.run();
    await("another pass", () -> passes.get() > before);
  }

  /** The manifest of a small job. */
  static String manifest() {
    try (InputStream stream = Scenario.class.getResourceAsStream("adapterjob.yaml")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code kubectl apply --server-side} does: the server fills in the defaults. */
  void apply(String manifest) {
    var stream = new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8));
    admin.load(stream).inNamespace(namespace).serverSideApply();
  }

  AdapterJob job() {
    return admin.resources(AdapterJob.class).inNamespace(namespace).withName(JOB).require();
  }

  void awaitGone() {
    await(
        "the AdapterJob to be gone",
        () -> admin.resources(AdapterJob.class).inNamespace(namespace).withName(JOB).get() == null);
  }

  AdapterJobStatus status() {
    return job().getStatus();
  }

  Condition condition(String type) {
    return status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  AdapterJobStatus awaitStatus(String what, Predicate<AdapterJobStatus> wanted) {
    await(
        what,
        () -> {
          AdapterJobStatus status = status();
          return status != null && wanted.test(status);
        });
    return status();
  }

  AdapterJobStatus awaitReason(String reason) {
    return awaitStatus(
        "Ready with reason " + reason,
        status ->
            status.conditions().stream()
                .anyMatch(c -> c.type().equals("Ready") && c.reason().equals(reason)));
  }

  List<Job> jobs(String component) {
    return admin
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .withLabel(COMPONENT, component)
        .list()
        .getItems();
  }

  Job awaitJob(String component) {
    await("a " + component + " Job", () -> jobs(component).size() == 1);
    return jobs(component).getFirst();
  }

  /**
   * Merges {@code patch} into a Job. It names no version of the Job, so that what the Job's
   * controller reports meanwhile is no conflict.
   */
  void patchJob(String component, String patch) {
    admin.resource(awaitJob(component)).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  /** Changes what means nothing of a Job. */
  void touch(String component) {
    patchJob(
        component,
        "{\"metadata\": {\"annotations\": {\"test/touched\": \"%d\"}}}"
            .formatted(System.nanoTime()));
  }

  List<Pod> pods(String component) {
    return admin.pods().inNamespace(namespace).withLabel(COMPONENT, component).list().getItems();
  }

  List<Pod> awaitPods(String component, int count) {
    await(count + " pods of " + component, () -> pods(component).size() == count);
    return pods(component);
  }

  /** Plays the kubelet until the backbone is there and the runs' pods are. */
  List<Pod> finishBackbone() {
    kubelet.end(awaitPods("backbone", 1).getFirst(), 0);
    return awaitPods("runs", 2);
  }

  /** The pod of a run. */
  static Pod index(List<Pod> pods, int index) {
    String label = "batch.kubernetes.io/job-completion-index";
    return pods.stream()
        .filter(pod -> ("" + index).equals(pod.getMetadata().getLabels().get(label)))
        .findFirst()
        .orElseThrow();
  }

  /** All that the operator keeps of what it has read. */
  List<HasMetadata> cached() {
    return Objects.requireNonNull(operator).info().getRegisteredControllers().stream()
        .map(controller -> ((Controller<?>) controller).getEventSourceManager())
        .flatMap(manager -> manager.allEventSourcesStream())
        .filter(Cache.class::isInstance)
        .flatMap(source -> ((Cache<?>) source).list())
        .map(HasMetadata.class::cast)
        .toList();
  }

  /** What the operator that was started last tells Prometheus. */
  String scrape() {
    return Objects.requireNonNull(metrics).scrape();
  }

  List<AuditLog.Write> operatorWrites() {
    return plane.auditLog().writesOf(User.OPERATOR, namespace);
  }

  void await(String what, java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(condition);
  }

  @Override
  public void close() {
    stopOperator();
    operatorClient.close();
    admin.close();
  }
}
