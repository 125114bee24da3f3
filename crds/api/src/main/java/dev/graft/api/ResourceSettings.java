package dev.graft.api;

import java.util.Map;

/**
 * Compute resources of a pod, as in Kubernetes.
 *
 * @param requests quantities by resource name
 * @param limits quantities by resource name
 */
public record ResourceSettings(Map<String, String> requests, Map<String, String> limits) {
  /** Copies the maps. */
  public ResourceSettings {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
  }
}
