package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param registerAs the registered model that gets it as a version; absent: none
 */
public record BackboneStage(
    String digest,
    DatasetPlan dataset,
    Architecture architecture,
    long seed,
    GoalVisibility goal,
    PretrainTraining training,
    int threads,
    @Nullable JobOrigin from,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String registerAs) {
  /** The stage's name among the stages of a job; those of the runs are {@link AdapterRun#name}. */
  public static final String NAME = "backbone";

  /** The same stage, on other threads. */
  public BackboneStage withThreads(int count) {
    return new BackboneStage(
        digest, dataset, architecture, seed, goal, training, count, from, registerAs);
  }

  /** The same stage, of another job; one that it had borrowed itself stays its maker's. */
  BackboneStage madeBy(JobOrigin maker) {
    return from != null
        ? this
        : new BackboneStage(
            digest, dataset, architecture, seed, goal, training, threads, maker, null);
  }
}
