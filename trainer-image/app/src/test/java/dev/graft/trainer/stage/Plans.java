package dev.graft.trainer.stage;

import dev.graft.api.AdaptTraining;
import dev.graft.api.Architecture;
import dev.graft.api.Demonstrations.Scripted;
import dev.graft.api.Evaluation;
import dev.graft.api.GoalSet;
import dev.graft.api.GoalVisibility;
import dev.graft.api.Gpt2;
import dev.graft.api.Loss;
import dev.graft.api.Method;
import dev.graft.api.MethodParameters;
import dev.graft.api.Precision;
import dev.graft.api.PretrainTraining;
import dev.graft.api.Schedule;
import dev.graft.api.Suite;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.DatasetPlan;
import dev.graft.plan.Plan;
import java.util.List;

/** Plans that take seconds. */
final class Plans {
  static final int PRETRAIN_STEPS = 120;
  static final int ADAPT_EPOCHS = 6;
  static final int EPISODES = 12;
  static final int VALIDATION_EPISODES = 5;

  private Plans() {}

  /** A backbone on two tasks; run 0 is Houlsby on one, run 1 zero-shot. */
  static Plan tiny(String job) {
    return tiny(job, PRETRAIN_STEPS);
  }

  /** The same with a pretraining of {@code pretrainSteps} optimizer steps. */
  static Plan tiny(String job, int pretrainSteps) {
    BackboneStage backbone =
        new BackboneStage(
            "backbone-digest",
            dataset("demonstrations-digest", "push-v3", "reach-v3"),
            Architecture.of(new Gpt2(1, 2, 16, 6, 60, 0.1)),
            0,
            GoalVisibility.Masked,
            new PretrainTraining(
                null,
                pretrainSteps,
                8,
                3e-3,
                Schedule.Cosine,
                10,
                1e-4,
                1,
                .5,
                Precision.FP32,
                Loss.MSE,
                null),
            1,
            null);
    return new Plan(
        job,
        job,
        "spec-digest",
        backbone,
        List.of(
            run(0, "houlsby-digest", Method.of(new MethodParameters.Houlsby(4, 0))),
            run(1, "zero-shot-digest", Method.of(new MethodParameters.ZeroShot()))));
  }

  private static AdapterRun run(int index, String digest, Method method) {
    return new AdapterRun(
        index,
        digest,
        "reach-v3",
        index,
        method,
        false,
        dataset("reach-digest", "reach-v3"),
        GoalVisibility.Masked,
        GoalVisibility.Visible,
        new AdaptTraining(
            ADAPT_EPOCHS,
            null,
            8,
            3e-3,
            Schedule.Constant,
            0,
            1e-4,
            1,
            0,
            Precision.FP32,
            Loss.MSE,
            null),
        new Evaluation(EPISODES, 0, GoalSet.Graft, 3, VALIDATION_EPISODES, 40, false),
        5,
        1);
  }

  private static DatasetPlan dataset(String digest, String... tasks) {
    return new DatasetPlan(
        digest, Suite.MetaWorld, List.of(tasks), new Scripted(4, 0, 0, GoalSet.Graft), null);
  }
}
