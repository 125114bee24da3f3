package dev.graft.operator.resources;

import dev.graft.plan.TrainerDevice;

/**
 * The container images of the pods.
 *
 * @param simulator serves simulated environments over gRPC
 * @param trainer pretrains, adapts and evaluates
 * @param trainerCuda the same, with libraries for NVIDIA's GPUs
 */
public record Images(String simulator, String trainer, String trainerCuda) {
  /** The trainer for a device. */
  String trainer(TrainerDevice device) {
    return switch (device) {
      case CPU -> trainer;
      case CUDA -> trainerCuda;
    };
  }
}
