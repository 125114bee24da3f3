package dev.graft.crd;

import java.util.List;

/** Manifests for tests, and what came of reading them. */
final class Manifests {
  /** The least that trains an adapter. */
  static final String MINIMAL =
      """
      apiVersion: graft.dev/v1alpha1
      kind: AdapterJob
      metadata: {name: minimal}
      spec:
        backbone:
          pretrain:
            tasks: {names: [door-open-v3]}
            training: {epochs: 2}
        adapter:
          method: {houlsby: {}}
          tasks: {names: [door-lock-v3]}
          training: {steps: 100}
      """;

  private Manifests() {}

  static AdapterJob accepted(Reading reading) {
    return switch (reading) {
      case Reading.Accepted accepted -> accepted.jobs().getFirst();
      case Reading.Refused refused -> throw new AssertionError(refused.violations());
    };
  }

  static List<Violation> refused(Reading reading) {
    return switch (reading) {
      case Reading.Accepted accepted -> throw new AssertionError("accepted: " + accepted.jobs());
      case Reading.Refused refused -> refused.violations();
    };
  }
}
