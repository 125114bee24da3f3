package dev.graft.operator.resources;

import dev.graft.plan.TrainerDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The container images of the pods, and how nodes get them.
 *
 * @param simulator serves simulated environments over gRPC
 * @param trainer pretrains, adapts and evaluates
 * @param trainerCuda the same, with libraries for NVIDIA's GPUs
 * @param pullPolicy when a node asks the registry; absent: as Kubernetes has it
 * @param pullSecrets names of Secrets, in the AdapterJob's namespace, for the registry; an
 *     AdapterJob may name more
 */
public record Images(
    String simulator,
    String trainer,
    String trainerCuda,
    @Nullable PullPolicy pullPolicy,
    List<String> pullSecrets) {
  /** Copies the list. */
  public Images {
    pullSecrets = List.copyOf(pullSecrets);
  }

  /** Images that nodes get as Kubernetes has it. */
  public Images(String simulator, String trainer, String trainerCuda) {
    this(simulator, trainer, trainerCuda, null, List.of());
  }

  /** The trainer for a device. */
  String trainer(TrainerDevice device) {
    return switch (device) {
      case CPU -> trainer;
      case CUDA -> trainerCuda;
    };
  }
}
