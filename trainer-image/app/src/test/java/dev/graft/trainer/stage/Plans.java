package dev.graft.trainer.stage;

import dev.graft.api.AdaptTraining;
import dev.graft.api.AdapterReference;
import dev.graft.api.Architecture;
import dev.graft.api.ContextWindow;
import dev.graft.api.Demonstrations.Scripted;
import dev.graft.api.Evaluation;
import dev.graft.api.GoalSet;
import dev.graft.api.GoalVisibility;
import dev.graft.api.Gpt2;
import dev.graft.api.JobReference;
import dev.graft.api.Loss;
import dev.graft.api.Method;
import dev.graft.api.MethodParameters;
import dev.graft.api.Precision;
import dev.graft.api.PretrainTraining;
import dev.graft.api.Schedule;
import dev.graft.api.Suite;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.DatasetPlan;
import dev.graft.plan.JobOrigin;
import dev.graft.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans that take seconds. */
public final class Plans {
  static final int PRETRAIN_STEPS = 120;
  static final int ADAPT_EPOCHS = 6;
  static final int EPISODES = 12;
  static final int VALIDATION_EPISODES = 5;

  private Plans() {}

  /** A backbone on two tasks; run 0 is Houlsby on one, run 1 zero-shot; two are registered. */
  public static Plan tiny(String job) {
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
            null,
            job + "-backbone");
    return new Plan(
        job,
        job,
        "spec-digest",
        backbone,
        List.of(
            run(
                0,
                "houlsby-digest",
                Method.of(new MethodParameters.Houlsby(4, 0)),
                List.of(),
                null,
                job + "-reach-v3"),
            run(1, "zero-shot-digest", Method.of(new MethodParameters.ZeroShot()))));
  }

  /** Another job, in an experiment of its own, with the backbone of a plan. */
  static Plan borrowing(Plan lender, String job) {
    BackboneStage backbone =
        lender.backbone().madeBy(new JobOrigin(lender.job(), lender.experiment()));
    return new Plan(job, job, "borrower-digest", backbone, lender.runs());
  }

  /** A plan whose backbone is no version of a registered model. */
  static Plan unregistered(Plan plan) {
    BackboneStage stage = plan.backbone();
    BackboneStage backbone =
        new BackboneStage(
            stage.digest(),
            stage.dataset(),
            stage.architecture(),
            stage.seed(),
            stage.goal(),
            stage.training(),
            stage.threads(),
            null,
            null);
    return new Plan(plan.job(), plan.experiment(), plan.specDigest(), backbone, plan.runs());
  }

  /** Run 0 trains an adapter, run 1 fuses it, run 2 evaluates it again. */
  public static Plan ofAdapters(String job) {
    Method pfeiffer = Method.of(new MethodParameters.Pfeiffer(4, 0));
    AdapterRun source = run(0, "pfeiffer-digest", pfeiffer);
    AdapterSource adapter =
        new AdapterSource(
            source.digest(), new JobOrigin(job, job), source.task(), source.seed(), pfeiffer);
    AdapterReference reference = new AdapterReference(new JobReference(job), source.task(), null);
    Method fusion = Method.of(new MethodParameters.Fusion(List.of(reference)));
    Plan tiny = tiny(job);
    return new Plan(
        job,
        job,
        "adapters-digest",
        tiny.backbone(),
        List.of(
            source,
            run(1, "fusion-digest", fusion, List.of(adapter), null),
            run(2, "trained-digest", pfeiffer, List.of(), adapter)));
  }

  /** A run that fuses adapters, which are 7, 8, ... wide. */
  static AdapterRun fusion(MethodParameters.Fusion method) {
    List<AdapterSource> sources = new ArrayList<>();
    for (AdapterReference source : method.sources()) {
      sources.add(
          new AdapterSource(
              "digest-" + sources.size(),
              new JobOrigin(source.job().name(), "experiment"),
              source.task(),
              Objects.requireNonNullElse(source.seed(), 0L),
              Method.of(new MethodParameters.Pfeiffer(7 + sources.size(), 0))));
    }
    return run(0, "fusion-digest", Method.of(method), sources, null);
  }

  private static AdapterRun run(int index, String digest, Method method) {
    return run(index, digest, method, List.of(), null);
  }

  private static AdapterRun run(
      int index,
      String digest,
      Method method,
      List<AdapterSource> fused,
      @Nullable AdapterSource trained) {
    return run(index, digest, method, fused, trained, null);
  }

  private static AdapterRun run(
      int index,
      String digest,
      Method method,
      List<AdapterSource> fused,
      @Nullable AdapterSource trained,
      @Nullable String registerAs) {
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
        new Evaluation(
            EPISODES, 0, GoalSet.Graft, 3, VALIDATION_EPISODES, 40, false, ContextWindow.Sliding),
        5,
        1,
        fused,
        trained,
        registerAs);
  }

  private static DatasetPlan dataset(String digest, String... tasks) {
    return new DatasetPlan(
        digest, Suite.MetaWorld, List.of(tasks), new Scripted(4, 0, 0, GoalSet.Graft), null);
  }
}
