package dev.graft.cli.job;

import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;

/** Small AdapterJobs. */
public final class Jobs {
  private Jobs() {}

  /** One that refers to nothing. */
  public static AdapterJob pretraining(String name) {
    return job(name, "pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}}");
  }

  /** One that takes the backbone of another. */
  public static AdapterJob onBackboneOf(String source, String name) {
    return job(name, "fromJob: {name: " + source + "}");
  }

  /**
   * One that pretrains and adapts to two tasks.
   *
   * @param adapter members of {@code spec.adapter}
   * @param seeds another one
   */
  public static AdapterJob adapting(String name, String adapter, String seeds) {
    return adapting(name, adapter, seeds, 9);
  }

  static AdapterJob adapting(String name, String adapter, String seeds, int steps) {
    return read(
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: %s}
        spec:
          backbone: {pretrain: {tasks: {names: [reach-v3]}, training: {steps: %d}}}
          adapter: {tasks: {names: [door-lock-v3, door-open-v3]}, %s, %s}
        """
            .formatted(name, steps, adapter, seeds));
  }

  static AdapterJob registering(String model, String name) {
    return job(
        name,
        "pretrain: {tasks: {names: [reach-v3]}, training: {steps: 9}, registerAs: " + model + "}");
  }

  static AdapterJob onModel(String uri, String name) {
    return job(name, "model: {uri: '" + uri + "'}");
  }

  private static AdapterJob job(String name, String backbone) {
    return read(
        """
        apiVersion: graft.dev/v1alpha1
        kind: AdapterJob
        metadata: {name: %s}
        spec:
          backbone: {%s}
          adapter: {method: {houlsby: {}}, tasks: {names: [door-lock-v3]}, training: {steps: 9}}
        """
            .formatted(name, backbone));
  }

  private static AdapterJob read(String yaml) {
    if (new ManifestReader().read(yaml) instanceof Reading.Accepted(var jobs)) {
      return jobs.getFirst();
    }
    throw new AssertionError(yaml + " is refused");
  }
}
