package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobSpec;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.PodUser;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's configuration says about all AdapterJobs.
 *
 * @param images of the pods
 * @param user as whom the pods run
 * @param defaultTrackingUri the MLflow server of AdapterJobs that name none
 * @param trackingServers the MLflow servers that the operator itself may contact
 */
public record OperatorSettings(
    Images images, PodUser user, @Nullable String defaultTrackingUri, Set<String> trackingServers) {
  /** Copies the servers. */
  public OperatorSettings {
    trackingServers = Set.copyOf(trackingServers);
  }

  /** Where an AdapterJob's records go; empty when neither it nor the configuration says so. */
  Optional<String> trackingUri(AdapterJobSpec spec) {
    String asked = spec.tracking().uri();
    return Optional.ofNullable(asked == null ? defaultTrackingUri : asked);
  }

  /** Whether the operator may contact that server: whoever writes a spec must not choose. */
  boolean mayContact(String server) {
    return trackingServers.contains(server);
  }
}
