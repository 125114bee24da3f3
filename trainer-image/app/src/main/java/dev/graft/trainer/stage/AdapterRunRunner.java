package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.ZeroShot;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.training.TrainingSession;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.evaluation.RecordedEpisode;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import dev.graft.trainer.result.AdapterRunResult.TrainedAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adapts the plan's backbone to one task, with one seed.
 *
 * <pre>
 * demonstrations, backbone -> zero-shot (goal masked, goal visible) -> train -> evaluate -> record
 * </pre>
 */
final class AdapterRunRunner {
  private static final String ADAPTER = "adapter";

  private final TrainerContext context;
  private final AdapterRun plan;
  private final StageRun run;
  private final AdapterMethod method;
  private final GoalVisibility goal;
  private final PhaseClock clock = new PhaseClock();

  AdapterRunRunner(TrainerContext context, AdapterRun plan, StageRun run) {
    this.context = context;
    this.plan = plan;
    this.run = run;
    this.method = LearningTerms.method(plan.method());
    this.goal = LearningTerms.visibility(plan.goal());
  }

  /** The backbone alone on the run's goals. */
  private record Baselines(EvaluationResult masked, EvaluationResult visible) {}

  /** What training left. */
  private record Trained(
      Adapter adapter,
      String backboneDigest,
      long steps,
      List<TrainingPoint> points,
      List<EpochEvaluation> curve,
      boolean exact) {}

  /**
   * Does the run.
   *
   * @throws IOException when a file cannot be written or read
   */
  AdapterRunResult run() throws IOException {
    run.params(params());
    run.tags(Facts.versions(context.source(), context.describeSimulator().version()));
    TrajectoryDataset dataset = collect();
    Backbone backbone = backbone();
    Rollouts rollouts = new Rollouts(context, plan, backbone);
    Baselines baselines = zeroShot(rollouts);
    Trained trained = train(backbone, dataset, rollouts);
    List<RecordedEpisode> episodes = evaluate(rollouts, trained.adapter());
    AdapterRunResult result =
        result(backbone, trained, baselines, RecordedEpisode.result(episodes));
    record(result, trained, episodes);
    run.end(RunStatus.Finished);
    return result;
  }

  private Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("task", plan.task());
    params.put("seed", String.valueOf(plan.seed()));
    params.putAll(Facts.method(plan.method(), method));
    params.put("trainHead", String.valueOf(plan.trainHead()));
    params.put("pretrainGoal", plan.pretrainGoal().name());
    params.put("goal", plan.goal().name());
    params.putAll(Facts.training(plan.training()));
    params.putAll(Facts.demonstrations(plan.dataset()));
    params.put("evaluation.episodes", String.valueOf(plan.evaluation().episodes()));
    params.put("evaluation.seed", String.valueOf(plan.evaluation().seed()));
    params.put("evaluation.goals", Facts.goals(plan.evaluation().goals()));
    params.put("evaluation.maxEpisodeSteps", String.valueOf(plan.evaluation().maxEpisodeSteps()));
    return params;
  }

  private TrajectoryDataset collect() throws IOException {
    try (PhaseClock.Lap lap = clock.start(Phase.Collect)) {
      Demonstrations.Stored demonstrations = new Demonstrations(context).obtain(plan.dataset());
      lap.split();
      run.record(Facts.input(plan.dataset(), demonstrations.dataset(), "adaptation"));
      run.artifact(Demonstrations.ARTIFACT, demonstrations.folder());
      run.tags(Map.of(Demonstrations.TAG, plan.dataset().digest()));
      return demonstrations.dataset();
    }
  }

  private Backbone backbone() throws IOException {
    Path folder = StoredBackbone.require(context);
    return Backbone.load(folder);
  }

  private Baselines zeroShot(Rollouts rollouts) throws IOException {
    try (PhaseClock.Lap lap = clock.start(Phase.Evaluate)) {
      EvaluationResult masked = rollouts.zeroShot(GoalVisibility.MASKED);
      EvaluationResult visible = rollouts.zeroShot(GoalVisibility.VISIBLE);
      lap.split();
      run.record(Facts.evaluation("zero_shot/goal_masked", masked, 0, Instant.now()));
      run.record(Facts.evaluation("zero_shot/goal_visible", visible, 0, Instant.now()));
      return new Baselines(masked, visible);
    }
  }

  private Trained train(Backbone backbone, TrajectoryDataset dataset, Rollouts rollouts)
      throws IOException {
    if (method instanceof ZeroShot) {
      return new Trained(Adapter.none(backbone), backbone.digest(), 0, List.of(), List.of(), true);
    }
    Adapter initial =
        Adapter.initialise(method, LearningTerms.head(plan.trainHead()), backbone, plan.seed());
    try (TrainingSession session =
        TrainingSession.adapt(
            backbone,
            initial,
            dataset,
            goal,
            LearningTerms.settings(plan.training(), plan.seed()))) {
      TrainingLoop loop = loop(session, rollouts);
      loop.run(Phase.Adapt);
      return new Trained(
          session.adapter(),
          session.backbone().digest(),
          session.totalSteps(),
          loop.points(),
          loop.evaluations(),
          loop.exact());
    }
  }

  private TrainingLoop loop(TrainingSession session, Rollouts rollouts) {
    return new TrainingLoop(
        session,
        context.state().resolve(Stages.CHECKPOINTS),
        plan.training().batchSize(),
        clock,
        context.stop(),
        context.events(),
        new TrainingLoop.Listener() {
          @Override
          public void onPoint(TrainingPoint point) throws IOException {
            run.record(Facts.training(point, Instant.now()));
          }

          @Override
          public Optional<EpochEvaluation> onEpoch(long epoch) throws IOException {
            int every = plan.evaluation().everyEpochs();
            if (every == 0 || epoch % every != 0) {
              return Optional.empty();
            }
            EvaluationResult result = RecordedEpisode.result(evaluate(rollouts, session.adapter()));
            run.record(Facts.evaluation("eval", result, session.stepsDone(), Instant.now()));
            return Optional.of(new EpochEvaluation(epoch, result));
          }
        });
  }

  private List<RecordedEpisode> evaluate(Rollouts rollouts, Adapter adapter) {
    try (PhaseClock.Lap lap = clock.start(Phase.Evaluate)) {
      List<RecordedEpisode> episodes = rollouts.evaluate(adapter, goal);
      lap.split();
      return episodes;
    }
  }

  private AdapterRunResult result(
      Backbone backbone, Trained trained, Baselines baselines, EvaluationResult evaluation) {
    Adapter adapter = trained.adapter();
    return new AdapterRunResult(
        plan.digest(),
        plan.index(),
        plan.task(),
        plan.seed(),
        plan.method().memberName(),
        run.mlflow().orElse(null),
        evaluation,
        baselines.masked(),
        baselines.visible(),
        trained.curve(),
        backbone.digest(),
        trained.backboneDigest(),
        new TrainedAdapter(
            adapter.digest(),
            adapter.parameterCount(),
            100.0 * adapter.parameterCount() / backbone.parameterCount(),
            adapter.bytes()),
        trained.steps(),
        TrainingPoint.finalLoss(trained.points()),
        trained.exact(),
        clock.seconds());
  }

  private void record(AdapterRunResult result, Trained trained, List<RecordedEpisode> episodes)
      throws IOException {
    run.record(
        Facts.evaluation("eval", result.evaluation(), result.optimizerSteps(), Instant.now()));
    run.metric("adapter/parameters", result.adapter().parameters(), 0);
    run.metric("adapter/percent_of_backbone", result.adapter().percentOfBackbone(), 0);
    run.metric("adapter/bytes", result.adapter().bytes(), 0);
    Path folder = context.state().resolve(ADAPTER);
    trained.adapter().save(folder);
    run.artifact(ADAPTER, folder);
    run.tags(
        Map.of(
            StageTags.BACKBONE_BEFORE,
            result.backboneDigestBefore(),
            StageTags.BACKBONE_AFTER,
            result.backboneDigestAfter(),
            "graft.adapterDigest",
            result.adapter().digest(),
            "graft.exact",
            String.valueOf(result.exact())));
    new RunPictures(context, run, plan.method().title()).record(result, trained.points());
    Pictures.of(context, run)
        .film(
            "rollout.gif",
            plan.dataset().suite().name(),
            plan.task(),
            RecordedEpisode.mostTelling(episodes));
  }
}
