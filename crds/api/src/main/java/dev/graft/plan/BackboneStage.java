package dev.graft.plan;

import dev.graft.api.Architecture;
import dev.graft.api.GoalVisibility;
import dev.graft.api.PretrainTraining;
import org.jspecify.annotations.Nullable;

/**
 * Pretraining of the backbone.
 *
 * @param digest of what determines the backbone
 * @param dataset the demonstrations it learns from
 * @param architecture the policy network
 * @param seed draws initialisation, order and dropout
 * @param goal whether the goal is seen in pretraining
 * @param training the optimisation
 * @param threads CPU threads
 * @param from the job that pretrains it; absent: this one
 */
public record BackboneStage(
    String digest,
    DatasetPlan dataset,
    Architecture architecture,
    long seed,
    GoalVisibility goal,
    PretrainTraining training,
    int threads,
    @Nullable JobOrigin from) {}
