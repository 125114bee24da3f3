package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where the backbone comes from; exactly one member.
 *
 * @param pretrain pretrain it in this job
 * @param fromJob take the one that another AdapterJob has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.pretrain) != has(self.fromJob)",
    messageExpression =
        "has(self.fromJob) ? 'has both pretrain and fromJob; keep one of them' : 'has neither"
            + " pretrain nor fromJob; give one of them'",
    message = "needs exactly one of pretrain and fromJob")
public record Backbone(
    @JsonPropertyDescription(
            "Pretrain the backbone in this job by behaviour cloning on several tasks.")
        @Nullable Pretrain pretrain,
    @JsonPropertyDescription(
            "Take the backbone of another AdapterJob, once that has finished; demonstrations,"
                + " pretrainGoal and seed of its pretraining are that job's.")
        @Nullable JobReference fromJob) {}
