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

/** Reads what exists from the informers' caches; acts on nothing. */
final class Observer {
  private Observer() {}

  static ObservedState observe(AdapterJob job, Context<AdapterJob> context) {
    Owner owner = Owner.of(job);
    return new ObservedState(
        owner,
        job.getMetadata().getGeneration(),
        job.getSpec(),
        job.getStatus(),
        controlled(ConfigMap.class, owner, context),
        controlled(Service.class, owner, context),
        controlled(StatefulSet.class, owner, context),
        controlled(Job.class, owner, context),
        all(Pod.class, context));
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
