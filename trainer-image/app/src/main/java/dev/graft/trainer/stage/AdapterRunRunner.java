package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.policy.Backbone;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.BackboneStage;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.card.AdapterCard;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.evaluation.RecordedEpisode;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import dev.graft.trainer.result.AdapterRunResult.EpochLoss;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.result.Provenance;
import dev.graft.trainer.result.References;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the plan's backbone to one task, with one seed.
 *
 * <pre>
 * demonstrations, backbone -> zero-shot (goal masked, goal visible), references -> train, validate
 *     -> evaluate the last adapter, and the best where it is another -> record
 * </pre>
 *
 * <p>Where nothing is trained there are no demonstrations; the adapter is another job's, or none.
 */
final class AdapterRunRunner {
  private static final String BEST_ADAPTER = "best-adapter";

  private final TrainerContext context;
  private final AdapterRun plan;
  private final StageRun run;
  private final AdapterMethod method;
  private final GoalVisibility goal;
  private final StoredAdapters adapters;
  private final PhaseClock clock = new PhaseClock();

  AdapterRunRunner(TrainerContext context, AdapterRun plan, StageRun run) {
    this.context = context;
    this.plan = plan;
    this.run = run;
    this.method = LearningTerms.method(plan);
    this.adapters = new StoredAdapters(context);
    this.goal = LearningTerms.visibility(plan.goal());
  }

  /** Policies without an adapter, on the run's goals. */
  private record Baselines(
      EvaluationResult masked, EvaluationResult visible, References references) {}

  /**
   * Does the run.
   *
   * @throws IOException when a file cannot be written or read
   */
  AdapterRunResult run() throws IOException {
    run.params(params());
    run.tags(Facts.versions(context.source(), context.describeSimulator().version()));
    Optional<TrajectoryDataset> dataset = plan.trains() ? Optional.of(collect()) : Optional.empty();
    Backbone backbone = Backbone.load(StoredBackbone.require(context));
    Rollouts rollouts = new Rollouts(context, plan, backbone);
    Baselines baselines = baselines(rollouts);
    TrainedAdapter trained =
        dataset.isPresent()
            ? new AdapterTraining(context, plan, run, rollouts, clock)
                .train(backbone, initial(backbone), dataset.get())
            : TrainedAdapter.untrained(given(backbone), backbone);
    List<RecordedEpisode> episodes = evaluate(rollouts, trained.adapter());
    EvaluationResult evaluation = RecordedEpisode.result(episodes);
    AdapterRunResult result =
        result(backbone, trained, baselines, evaluation, best(rollouts, trained, evaluation));
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
    params.putAll(Facts.evaluation(plan.evaluation()));
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

  /** Where training starts. */
  private Adapter initial(Backbone backbone) throws IOException {
    HeadTraining head = LearningTerms.head(plan.trainHead());
    return plan.fused().isEmpty()
        ? Adapter.initialise(method, head, backbone, plan.seed())
        : Adapter.fuse(adapters.require(plan.fused(), backbone), head, backbone, plan.seed());
  }

  /** What is evaluated without training. */
  private Adapter given(Backbone backbone) throws IOException {
    AdapterSource source = plan.trained();
    return source == null ? Adapter.none(backbone) : adapters.require(source, backbone);
  }

  private Baselines baselines(Rollouts rollouts) throws IOException {
    try (PhaseClock.Lap lap = clock.start(Phase.Evaluate)) {
      EvaluationResult masked = rollouts.zeroShot(GoalVisibility.MASKED);
      EvaluationResult visible = rollouts.zeroShot(GoalVisibility.VISIBLE);
      References references = new ReferencePolicies(context, plan, rollouts).evaluate();
      lap.split();
      run.record(Facts.evaluation("zero_shot/goal_masked", masked, 0, Instant.now()));
      run.record(Facts.evaluation("zero_shot/goal_visible", visible, 0, Instant.now()));
      run.record(Facts.evaluation("reference/expert", references.expert(), 0, Instant.now()));
      run.record(Facts.evaluation("reference/random", references.random(), 0, Instant.now()));
      return new Baselines(masked, visible, references);
    }
  }

  private List<RecordedEpisode> evaluate(Rollouts rollouts, Adapter adapter) {
    try (PhaseClock.Lap lap = clock.start(Phase.Evaluate)) {
      List<RecordedEpisode> episodes = rollouts.evaluate(adapter, goal);
      lap.split();
      return episodes;
    }
  }

  private @Nullable BestEpoch best(
      Rollouts rollouts, TrainedAdapter trained, EvaluationResult last) {
    if (trained.curve().isEmpty()) {
      return null;
    }
    EpochEvaluation chosen = Validation.best(trained.curve());
    Adapter adapter = trained.best().orElse(trained.adapter());
    EvaluationResult evaluation =
        trained.best().isPresent()
            ? RecordedEpisode.result(evaluate(rollouts, trained.best().get()))
            : last;
    return new BestEpoch(chosen.epoch(), chosen.evaluation(), evaluation, adapter.digest());
  }

  private AdapterRunResult result(
      Backbone backbone,
      TrainedAdapter trained,
      Baselines baselines,
      EvaluationResult evaluation,
      @Nullable BestEpoch best) {
    Adapter adapter = trained.adapter();
    return new AdapterRunResult(
        plan.digest(),
        plan.index(),
        plan.task(),
        plan.seed(),
        plan.method().memberName(),
        provenance(),
        run.mlflow().orElse(null),
        evaluation,
        best,
        baselines.masked(),
        baselines.visible(),
        baselines.references(),
        trained.curve(),
        trained.points().stream().map(point -> new EpochLoss(point.epoch(), point.loss())).toList(),
        backbone.digest(),
        trained.backboneDigest(),
        new AdapterRunResult.TrainedAdapter(
            adapter.digest(),
            adapter.parameterCount(),
            100.0 * adapter.parameterCount() / backbone.parameterCount(),
            adapter.bytes()),
        trained.steps(),
        TrainingPoint.finalLoss(trained.points()),
        trained.exact(),
        clock.seconds());
  }

  private Provenance provenance() {
    BackboneStage pretraining = context.plan().backbone();
    return new Provenance(
        plan.method().title(),
        plan.dataset().suite().name(),
        context.describeSimulator().version(),
        plan.dataset().digest(),
        pretraining.dataset().digest(),
        pretraining.digest(),
        plan.evaluation().maxEpisodeSteps(),
        plan.evaluation().contextWindow(),
        context.source(),
        NativeEngine.fingerprint(),
        Runtime.version().toString());
  }

  /** Among the run's results, and where jobs that refer to this one look for it. */
  private void recordAdapter(Adapter adapter) throws IOException {
    Path folder = context.state().resolve(AdapterRunResult.ADAPTER);
    adapter.save(folder);
    run.artifact(AdapterRunResult.ADAPTER, folder);
    if (plan.trains()) {
      adapters.store(plan.digest(), adapter);
      run.tags(Map.of(StoredAdapters.TAG, plan.digest()));
    }
  }

  private void record(
      AdapterRunResult result, TrainedAdapter trained, List<RecordedEpisode> episodes)
      throws IOException {
    run.record(
        Facts.evaluation("eval", result.evaluation(), result.optimizerSteps(), Instant.now()));
    BestEpoch best = result.best();
    if (best != null) {
      run.record(
          Facts.evaluation("best", best.evaluation(), result.optimizerSteps(), Instant.now()));
      run.metric("best/epoch", best.epoch(), result.optimizerSteps());
    }
    run.metric("adapter/parameters", result.adapter().parameters(), 0);
    run.metric("adapter/percent_of_backbone", result.adapter().percentOfBackbone(), 0);
    run.metric("adapter/bytes", result.adapter().bytes(), 0);
    recordAdapter(trained.adapter());
    if (trained.best().isPresent()) {
      Path bestFolder = context.state().resolve(BEST_ADAPTER);
      trained.best().get().save(bestFolder);
      run.artifact(BEST_ADAPTER, bestFolder);
    }
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
    run.card(AdapterCard.text(context.plan(), plan, result));
    if (plan.registerAs() != null) {
      run.register(Registration.adapter(context.plan(), plan, plan.registerAs(), result));
    }
    film(episodes);
  }

  /** One that succeeded, where one did; and beside it one that failed. */
  private void film(List<RecordedEpisode> episodes) throws IOException {
    Pictures pictures = Pictures.of(context, run);
    String suite = plan.dataset().suite().name();
    pictures.film("rollout.gif", suite, plan.task(), RecordedEpisode.mostTelling(episodes));
    Optional<RecordedEpisode> failure = RecordedEpisode.failure(episodes);
    if (failure.isPresent()) {
      pictures.film("rollout-failure.gif", suite, plan.task(), failure.get());
    }
  }
}
