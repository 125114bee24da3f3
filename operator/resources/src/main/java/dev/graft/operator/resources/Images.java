package dev.graft.operator.resources;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container images of the pods, and how nodes get them.
 *
 * @param simulator serves simulated environments over gRPC
 * @param trainer pretrains, adapts and evaluates
 * @param pullPolicy when a node asks the registry; absent: as Kubernetes has it
 * @param pullSecrets names of Secrets, in the AdapterJob's namespace, for the registry; an
 *     AdapterJob may name more
 */
public record Images(
    String simulator, String trainer, @Nullable PullPolicy pullPolicy, List<String> pullSecrets) {
  /** Copies the list. */
  public Images {
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** Images that nodes get as Kubernetes has it. */
  public Images(String simulator, String trainer) {
    this(simulator, trainer, null, List.of());
  }
}
