package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/**
 * The simulators.
 *
 * @param replicas simulator pods; locally processes, one for each core at most
 * @param environmentsPerReplica environments that one run steps in parallel on the simulator that
 *     serves it; a simulator has room for as many for each of its share of the runs at once
 * @param resources requests and limits of a simulator pod
 * @param pod of each simulator; absent: nothing particular
 */
public record Simulation(
    @JsonPropertyDescription("Simulator pods; locally processes, one for each core at most.")
        @Default("1")
        @Min(1)
        @Max(1000)
        int replicas,
    @JsonPropertyDescription(
            "Environments that one run steps in parallel on the simulator that serves it. A simulator"
                + " has room for as many for each run that it may have to serve at once:"
                + " trainer.runs.parallelism / replicas of them, rounded up.")
        @Default("10")
        @Min(1)
        @Max(1000)
        int environmentsPerReplica,
    @JsonPropertyDescription("Requests and limits of a simulator pod.") ResourceSettings resources,
    @JsonPropertyDescription("What a cluster needs of the simulators' pods.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PodSettings pod) {}
