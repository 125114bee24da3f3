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
 * @param model take a version of a registered model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.pretrain) ? 1 : 0) + (has(self.fromJob) ? 1 : 0) + (has(self.model) ? 1 : 0)"
            + " == 1",
    messageExpression =
        "!has(self.pretrain) && !has(self.fromJob) && !has(self.model) ? 'has none of pretrain,"
            + " fromJob and model; give one of them' : 'has ' + (!has(self.model) ? 'pretrain and"
            + " fromJob' : !has(self.fromJob) ? 'pretrain and model' : !has(self.pretrain) ?"
            + " 'fromJob and model' : 'pretrain, fromJob and model') + '; keep one of them'",
    message = "needs exactly one of pretrain, fromJob and model")
public record Backbone(
    @JsonPropertyDescription(
            "Pretrain the backbone in this job by behaviour cloning on several tasks.")
        @Nullable Pretrain pretrain,
    @JsonPropertyDescription(
            "Take the backbone of another AdapterJob, once that has finished; demonstrations,"
                + " pretrainGoal and seed of its pretraining are that job's.")
        @Nullable JobReference fromJob,
    @JsonPropertyDescription(
            "Take a backbone that a job's registerAs has registered in MLflow; demonstrations,"
                + " pretrainGoal and seed of its pretraining are that job's.")
        @Nullable ModelReference model) {}
