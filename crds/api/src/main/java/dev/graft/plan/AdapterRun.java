package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.api.AdaptTraining;
import dev.graft.api.Evaluation;
import dev.graft.api.GoalVisibility;
import dev.graft.api.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One adapter: a task and a seed.
 *
 * @param index position in {@link Plan#runs()}, the completion index of the Indexed Job
 * @param digest of what determines the run's result, the backbone's digest included
 * @param task the task adapted to
 * @param seed draws initialisation, order and dropout
 * @param method the adaptation method
 * @param trainHead whether the action head is trained too
 * @param dataset the task's demonstrations
 * @param pretrainGoal whether the goal was seen in pretraining
 * @param goal whether the goal is seen in adaptation and evaluation
 * @param training the optimisation
 * @param evaluation the rollouts
 * @param environments environments stepped in parallel in rollouts
 * @param threads CPU threads
 * @param fused adapters of other jobs that the method fuses
 * @param trained the adapter of another job that is evaluated again; absent: one is made here
 * @param registerAs the registered model that gets the adapter as a version; absent: none
 */
public record AdapterRun(
    int index,
    String digest,
    String task,
    long seed,
    Method method,
    boolean trainHead,
    DatasetPlan dataset,
    GoalVisibility pretrainGoal,
    GoalVisibility goal,
    AdaptTraining training,
    Evaluation evaluation,
    int environments,
    int threads,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AdapterSource> fused,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AdapterSource trained,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String registerAs) {
  /** Copies the sources, which JSON leaves out where there are none. */
  public AdapterRun {
    fused = fused == null ? List.of() : List.copyOf(fused);
  }

  /** Whether anything is trained. */
  public boolean trains() {
    return trained == null && method.trains();
  }

  /** The run's name among its siblings, such as {@code door-lock-v3-seed-0}. */
  public String name() {
    return name(task, seed);
  }

  /** The name of the run of a task and seed. */
  public static String name(String task, long seed) {
    return task + "-seed-" + seed;
  }

  /** The same run, on other threads. */
  public AdapterRun withThreads(int count) {
    return new AdapterRun(
        index,
        digest,
        task,
        seed,
        method,
        trainHead,
        dataset,
        pretrainGoal,
        goal,
        training,
        evaluation,
        environments,
        count,
        fused,
        trained,
        registerAs);
  }
}
