package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;

/** Blueprints of the AdapterJobs of tests. */
final class Blueprints {
  static final Images IMAGES =
      new Images("graft/simulator:1", "graft/trainer:1", "graft/trainer-cuda:1");

  /** A small AdapterJob; what follows is added to its spec. */
  static final String MANIFEST =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: own, namespace: robots, uid: 5f0e6f0e-2f5f-4f0f-8f0c-3f1f6f3f9f4f}
      spec:
        backbone: {pretrain: {tasks: {names: [reach-v3]}, training: {epochs: 3}}}
        adapter: {method: {houlsby: {}}, tasks: {names: [push-v3]}, training: {steps: 1}}
      """;

  private Blueprints() {}

  /** Of a manifest as a cluster holds it, with a UID. */
  static Blueprint of(String manifest, Images images) {
    return of(manifest, images, PodUser.IMAGES);
  }

  /** Of a manifest as a cluster holds it, with a UID, for pods of a user. */
  static Blueprint of(String manifest, Images images, PodUser user) {
    Reading reading = new ManifestReader().read(manifest);
    assertThat(reading).isInstanceOf(Reading.Accepted.class);
    AdapterJob job = ((Reading.Accepted) reading).jobs().getFirst();
    Plan plan = Planner.plan(job.getMetadata().getName(), job.getSpec(), ResolvedInputs.NONE);
    return new Blueprint(Owner.of(job), job.getSpec(), plan, images, user, "http://mlflow:5000");
  }

  /** A simulator's, that of the backbone's trainer and a run's. */
  static List<PodSpec> pods(Blueprint blueprint) {
    return List.of(
        Simulators.workload(blueprint).getSpec().getTemplate().getSpec(),
        BackboneJob.build(blueprint).getSpec().getTemplate().getSpec(),
        RunsJob.build(blueprint).getSpec().getTemplate().getSpec());
  }
}
