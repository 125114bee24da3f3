package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * Compute resources of a pod, as in Kubernetes.
 *
 * @param requests quantities by resource name
 * @param limits quantities by resource name
 */
public record ResourceSettings(
    @JsonPropertyDescription("Requested quantities by resource name, such as {cpu: 500m}.")
        Map<String, String> requests,
    @JsonPropertyDescription("Largest quantities by resource name, such as {memory: 4Gi}.")
        Map<String, String> limits) {
  /** Copies the maps. */
  public ResourceSettings {
    requests = Map.copyOf(requests);
    limits = Map.copyOf(limits);
  }
}
