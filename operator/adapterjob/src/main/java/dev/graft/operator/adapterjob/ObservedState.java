package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.AdapterJobStatus;
import dev.graft.operator.resources.Labels;
import dev.graft.operator.resources.Owner;
import dev.graft.operator.resources.Role;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An AdapterJob and what exists of it, as seen at one moment. Children are only those that the
 * AdapterJob controls.
 *
 * @param owner the AdapterJob's identity
 * @param generation of the spec
 * @param spec what is asked for
 * @param status what was reported last; null before the first report
 * @param configMaps the plans
 * @param services the simulators' Service
 * @param workloads the simulators
 * @param jobs of this attempt and earlier ones
 * @param pods of simulators and Jobs
 * @param refusal why there are no pods, where that is known
 */
record ObservedState(
    Owner owner,
    long generation,
    AdapterJobSpec spec,
    @Nullable AdapterJobStatus status,
    List<ConfigMap> configMaps,
    List<Service> services,
    List<StatefulSet> workloads,
    List<Job> jobs,
    List<Pod> pods,
    Optional<PodRefusal> refusal) {
  /** The same, with what was asked besides. */
  ObservedState with(Optional<PodRefusal> told) {
    return new ObservedState(
        owner, generation, spec, status, configMaps, services, workloads, jobs, pods, told);
  }

  /** What was reported last, when it was about the attempt of this digest. */
  Optional<AdapterJobStatus> statusOf(String specDigest) {
    return Optional.ofNullable(status).filter(last -> specDigest.equals(last.specDigest()));
  }

  /** The Job of this role in the attempt of this digest. */
  Optional<Job> job(Role role, String specDigest) {
    return jobs.stream()
        .filter(job -> Labels.hasRole(job, role))
        .filter(job -> Labels.specDigest(job).filter(specDigest::equals).isPresent())
        .findFirst();
  }

  /** The pods of one workload. */
  Stream<Pod> podsOf(HasMetadata workload) {
    String uid = workload.getMetadata().getUid();
    return pods.stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(reference -> uid.equals(reference.getUid())));
  }

  /** The pods of the Job of this role in the attempt of this digest. */
  Stream<Pod> podsOf(Role role, String specDigest) {
    return job(role, specDigest).stream().flatMap(this::podsOf);
  }

  /** The pods of Jobs that have not ended, those that are told to go included. */
  Stream<Pod> trainersAtWork() {
    return jobs.stream().flatMap(this::podsOf).filter(pod -> !Pods.ended(pod));
  }

  /** All children but pods, which belong to their workloads. */
  Stream<HasMetadata> children() {
    return Stream.of(configMaps, services, workloads, jobs).flatMap(List::stream);
  }
}
