package dev.graft.operator.resources;

import dev.graft.api.ResourceSettings;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Translates the spec's resource settings into those of a container. */
final class ComputeResources {
  private ComputeResources() {}

  static ResourceRequirements of(ResourceSettings settings) {
    return new ResourceRequirementsBuilder()
        .withRequests(quantities(settings.requests()))
        .withLimits(quantities(settings.limits()))
        .build();
  }

  /** Sorted by name: the digest of a child must not depend on a map's order. */
  private static Map<String, Quantity> quantities(Map<String, String> values) {
    Map<String, Quantity> quantities = new TreeMap<>();
    values.forEach((name, value) -> quantities.put(name, new Quantity(value)));
    return quantities;
  }
}
