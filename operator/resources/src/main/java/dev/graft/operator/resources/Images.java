package dev.graft.operator.resources;

/**
 * The container images of the pods.
 *
 * @param simulator serves simulated environments over gRPC
 * @param trainer pretrains, adapts and evaluates
 */
public record Images(String simulator, String trainer) {}
