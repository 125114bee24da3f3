package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.Owner;
import dev.graft.operator.resources.PlanConfigMap;
import dev.graft.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what exists, from the informers' caches where they have it; acts on nothing. */
final class Observer {
  private static final Logger log = LoggerFactory.getLogger(Observer.class);

  private Observer() {}

  /**
   * Asks the API server for the events about pods of a workload that could not be created. None
   * where it does not answer, or does not let the operator know: the pass goes on without.
   */
  static List<Event> refusedPods(HasMetadata workload, KubernetesClient client) {
    try {
      return client
          .v1()
          .events()
          .inNamespace(workload.getMetadata().getNamespace())
          .withField("involvedObject.uid", workload.getMetadata().getUid())
          .withField("reason", PodRefusal.EVENT_REASON)
          .list()
          .getItems();
    } catch (KubernetesClientException e) {
      log.warn(
          "why {} has no pods is not known: {}", workload.getMetadata().getName(), e.getMessage());
      return List.of();
    }
  }

  static ObservedState observe(AdapterJob job, Context<AdapterJob> context) {
    Owner owner = Owner.of(job);
    List<StatefulSet> workloads = controlled(StatefulSet.class, owner, context);
    List<Job> jobs = controlled(Job.class, owner, context);
    return new ObservedState(
        owner,
        job.getMetadata().getGeneration(),
        job.getSpec(),
        job.getStatus(),
        controlled(ConfigMap.class, owner, context),
        controlled(Service.class, owner, context),
        workloads,
        jobs,
        podsOf(Stream.of(workloads, jobs).flatMap(List::stream), context),
        Optional.empty());
  }

  /**
   * The plan that the attempt of the last report has begun with; empty when it has not.
   *
   * @param job any AdapterJob that is watched
   */
  static Optional<Plan> begun(AdapterJob job, Context<AdapterJob> context) {
    AdapterJobStatus last = job.getStatus();
    Owner owner = Owner.of(job);
    return last == null
        ? Optional.empty()
        : context
            .eventSourceRetriever()
            .getEventSourceFor(ConfigMap.class)
            .getSecondaryResources(job)
            .stream()
            .filter(owner::controls)
            .flatMap(configMap -> PlanConfigMap.read(configMap).stream())
            .filter(plan -> plan.specDigest().equals(last.specDigest()))
            .findFirst();
  }

  /** Pods left from an earlier AdapterJob of the same name are not ours. */
  private static List<Pod> podsOf(
      Stream<? extends HasMetadata> workloads, Context<AdapterJob> context) {
    Set<String> uids =
        workloads.map(workload -> workload.getMetadata().getUid()).collect(Collectors.toSet());
    return all(Pod.class, context).stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(reference -> uids.contains(reference.getUid())))
        .toList();
  }

  private static <T extends HasMetadata> List<T> controlled(
      Class<T> type, Owner owner, Context<AdapterJob> context) {
    return all(type, context).stream().filter(owner::controls).toList();
  }

  /** Sorted by name: the same state must be observed the same way. */
  private static <T extends HasMetadata> List<T> all(Class<T> type, Context<AdapterJob> context) {
    return context
        .getSecondaryResourcesAsStream(type)
        .sorted(Comparator.comparing(child -> child.getMetadata().getName()))
        .toList();
  }
}
