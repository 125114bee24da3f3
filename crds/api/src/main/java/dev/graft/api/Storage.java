package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * A volume that outlives pods, for checkpoints, undelivered records, demonstrations and backbones.
 * Jobs of a namespace may share one; each has a folder of its own.
 *
 * @param claimName a PersistentVolumeClaim of the AdapterJob's namespace
 */
public record Storage(
    @JsonPropertyDescription(
            "A PersistentVolumeClaim in this namespace; pods on several nodes need one that all of them"
                + " can write to.")
        @Required
        @Size(min = 1, max = 253)
        @Pattern(LocalReference.NAME)
        String claimName) {}
