package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/**
 * One aspect of an AdapterJob's state, in the form of Kubernetes' {@code metav1.Condition}.
 *
 * @param type the aspect, such as {@code Ready}
 * @param status whether it holds
 * @param observedGeneration the generation of the spec it was found for
 * @param lastTransitionTime when {@code status} changed last, RFC 3339
 * @param reason one CamelCase word for programs
 * @param message a sentence for people: what is, and what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("The aspect, such as Ready.") @Required @Size(min = 1, max = 316)
        String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required ConditionStatus status,
    @JsonPropertyDescription("The generation of the spec it was found for.") @Min(0)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When the status changed last, RFC 3339.") @Required @Size(max = 64)
        String lastTransitionTime,
    @JsonPropertyDescription("One CamelCase word for programs.")
        @Required
        @Size(min = 1, max = 1024)
        String reason,
    @JsonPropertyDescription("A sentence for people: what is, and what to do.")
        @Required
        @Size(max = 32_768)
        String message) {}
