package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * An adapter that another AdapterJob has trained.
 *
 * @param job the AdapterJob
 * @param task of its run
 * @param seed of its run; absent: the first of the job's seeds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdapterReference(
    @JsonPropertyDescription("The AdapterJob that has trained it.") @Required JobReference job,
    @JsonPropertyDescription("The task that it was trained for.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        String task,
    @JsonPropertyDescription("The seed of its run; by default the first of the job's seeds.")
        @Min(0)
        @Max(2_147_483_647)
        @Nullable Long seed) {}
