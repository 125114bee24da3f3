package dev.graft.operator.app;

import dev.graft.crd.AdapterJob;
import dev.graft.operator.adapterjob.AdapterJobReconciler;
import dev.graft.operator.telemetry.OperatorMetrics;
import dev.graft.operator.tracking.TrackingBoard;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** The control loop, bound to one cluster. The client is the caller's to close. */
final class GraftOperator implements AutoCloseable {
  /** A reconciliation waits for the API server, now and then; each thread costs memory. */
  private static final int RECONCILERS = 8;

  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration SLOWEST_RETRY = Duration.ofMinutes(1);
  private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Operator operator;

  GraftOperator(
      KubernetesClient client,
      OperatorConfiguration configuration,
      OperatorMetrics metrics,
      TrackingBoard tracking,
      InstantSource clock) {
    this.client = client;
    this.operator =
        new Operator(
            overrides ->
                overrides
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .withMetrics(metrics)
                    .withConcurrentReconciliationThreads(RECONCILERS)
                    .withConcurrentWorkflowExecutorThreads(1) // there are no dependent resources
                    .withReconciliationTerminationTimeout(STOP_TIMEOUT));
    operator.register(
        new AdapterJobReconciler(configuration.settings(), tracking, metrics, clock),
        controller -> {
          controller.withName("graft-adapterjob").withFieldManager("graft-operator");
          controller.withRetry(retry());
          Set<String> namespaces = configuration.namespaces();
          if (namespaces.isEmpty()) {
            controller.watchingAllNamespaces();
          } else {
            controller.settingNamespaces(namespaces);
          }
        });
  }

  /** A cluster may be away for hours; giving up would leave AdapterJobs alone until they change. */
  private static GenericRetry retry() {
    return new GenericRetry()
        .setInitialInterval(FIRST_RETRY)
        .setIntervalMultiplier(2)
        .setMaxInterval(SLOWEST_RETRY.toMillis())
        .withoutMaxAttempts();
  }

  /**
   * Starts to watch; returns once all is listed.
   *
   * @throws StartupException when the cluster does not know AdapterJobs
   */
  void start() throws StartupException {
    requireAdapterJobs();
    operator.start();
  }

  /** Whether it watches, and every watch works. */
  boolean ready() {
    return info().isStarted() && alive();
  }

  /** Whether no watch has broken for good; true while it starts. */
  boolean alive() {
    return !info().isStarted() || info().allEventSourcesAreHealthy();
  }

  /** What there is of the control loop. */
  RuntimeInfo info() {
    return operator.getRuntimeInfo();
  }

  /** Refuses to go on when no API server answers. */
  void requireCluster() throws StartupException {
    try {
      client.getKubernetesVersion();
    } catch (KubernetesClientException e) {
      throw new StartupException(
          "no Kubernetes API server answers at %s (%s): set KUBECONFIG to a kubeconfig whose current context works, or run in a pod with a service account"
              .formatted(client.getMasterUrl(), rootMessage(e)),
          e);
    }
  }

  private void requireAdapterJobs() throws StartupException {
    try {
      client.resources(AdapterJob.class).inAnyNamespace().list(ONE);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new StartupException(
            "the cluster at %s does not know AdapterJobs: install the CRD with helm install graft charts/graft"
                .formatted(client.getMasterUrl()),
            e);
      }
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw e; // in a single namespace the list above is not allowed, and need not be
      }
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  @Override
  public void close() {
    operator.stop();
  }
}
