package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * Where the backbone comes from; exactly one member.
 *
 * @param pretrain pretrain it in this job
 */
public record Backbone(
    @JsonPropertyDescription(
            "Pretrain the backbone in this job by behaviour cloning on several tasks.")
        @Required
        Pretrain pretrain) {}
