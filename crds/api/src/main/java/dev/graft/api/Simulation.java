package dev.graft.api;

/**
 * The simulators.
 *
 * @param replicas simulator pods
 * @param environmentsPerReplica environments a simulator steps in parallel
 * @param resources requests and limits of a simulator pod
 */
public record Simulation(int replicas, int environmentsPerReplica, ResourceSettings resources) {}
