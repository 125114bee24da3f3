package dev.graft.operator.adapterjob;

import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.Owner;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what exists from the informers' caches; acts on nothing. */
final class Observer {
  private Observer() {}

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
        podsOf(Stream.of(workloads, jobs).flatMap(List::stream), context));
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
