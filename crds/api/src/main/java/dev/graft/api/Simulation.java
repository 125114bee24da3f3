package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * The simulators.
 *
 * @param replicas simulator pods
 * @param environmentsPerReplica environments a simulator steps in parallel
 * @param resources requests and limits of a simulator pod
 */
public record Simulation(
    @JsonPropertyDescription("Simulator pods.") @Default("1") @Min(1) @Max(1000) int replicas,
    @JsonPropertyDescription("Environments that a simulator steps in parallel.")
        @Default("10")
        @Min(1)
        @Max(1000)
        int environmentsPerReplica,
    @JsonPropertyDescription("Requests and limits of a simulator pod.")
        ResourceSettings resources) {}
