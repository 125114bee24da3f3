package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * Another AdapterJob, whose results are used: of the same namespace, or of the same machine.
 *
 * @param name of the AdapterJob
 */
public record JobReference(
    @JsonPropertyDescription(
            "Name of an AdapterJob in this namespace, or finished on this machine.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        String name) {}
