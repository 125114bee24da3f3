package dev.graft.trainer.stage;

import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.training.TrainingSession;
import dev.graft.plan.BackboneStage;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.card.BackboneCard;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.mlflow.TrackedRun;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.BackboneResult.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pretrains the backbone of a plan, unless one of the same digest is there, and leaves it in the
 * store.
 *
 * <pre>found -> record ; else demonstrations -> pretrain -> store -> record</pre>
 *
 * <p>The files of one that was found are recorded only where no finished run has them already: a
 * hundred jobs on one backbone would store a hundred copies.
 */
final class BackboneStageRunner {

  private final TrainerContext context;
  private final BackboneStage stage;
  private final StageRun run;
  private final PhaseClock clock = new PhaseClock();

  BackboneStageRunner(TrainerContext context, StageRun run) {
    this.context = context;
    this.stage = context.plan().backbone();
    this.run = run;
  }

  /**
   * Does the stage.
   *
   * @throws IOException when a file cannot be written or read
   */
  BackboneResult run() throws IOException {
    run.params(params());
    // With checkpoints the one in the store, if any, is this stage's own, killed before its result.
    Optional<Path> found =
        Files.isDirectory(checkpoints()) ? Optional.empty() : StoredBackbone.find(context);
    Optional<TrackedRun> holder =
        found.isPresent() ? StoredBackbone.holder(context) : Optional.empty();
    BackboneResult result = found.isPresent() ? reuse(found.get(), holder) : make();
    run.card(card(result, holder));
    run.metric("backbone/parameters", result.parameters(), 0);
    run.tags(place(holder));
    run.tags(
        Map.of(
            "graft.weightsDigest",
            result.weightsDigest(),
            "graft.origin",
            result.origin().name(),
            "graft.exact",
            String.valueOf(result.exact())));
    run.end(RunStatus.Finished);
    if (stage.registerAs() != null) {
      // Last: jobs that take the version look for its files in runs that have finished.
      run.register(Registration.backbone(context.plan(), stage.registerAs(), result));
    }
    return result;
  }

  /** The tag by which other jobs find the files, set when they are there; or where they are. */
  private Map<String, String> place(Optional<TrackedRun> holder) {
    return holder
        .map(other -> Map.of(StoredBackbone.HOLDER_TAG, other.runId()))
        .orElse(Map.of(StoredBackbone.TAG, stage.digest()));
  }

  private String card(BackboneResult result, Optional<TrackedRun> holder) {
    String text = BackboneCard.text(context.plan(), result);
    return holder
        .map(
            other ->
                text
                    + BackboneCard.files(
                        other.runId(), context.tracking().page(other), StoredBackbone.ARTIFACT))
        .orElse(text);
  }

  private Path checkpoints() {
    return context.state().resolve(Stages.CHECKPOINTS);
  }

  private Map<String, String> params() {
    Map<String, String> params = new LinkedHashMap<>();
    params.putAll(Facts.architecture(stage.architecture()));
    params.putAll(Facts.training(stage.training()));
    params.putAll(Facts.demonstrations(stage.dataset()));
    params.put("goal", stage.goal().name());
    params.put("seed", String.valueOf(stage.seed()));
    return params;
  }

  private BackboneResult reuse(Path folder, Optional<TrackedRun> holder) throws IOException {
    Backbone backbone = Backbone.load(folder);
    if (holder.isEmpty()) {
      run.artifact(StoredBackbone.ARTIFACT, folder);
    }
    return result(Origin.Found, backbone, 0, null, Optional.empty(), true);
  }

  /** What another job has is not pretrained here: that would take long, and surprise. */
  private BackboneResult make() throws IOException {
    if (stage.from() == null) {
      return pretrain();
    }
    throw new IllegalArgumentException(StoredBackbone.missing(context));
  }

  private BackboneResult pretrain() throws IOException {
    SimulatorDescription simulator = context.describeSimulator();
    run.tags(Facts.versions(context.source(), simulator.version()));
    Demonstrations.Stored demonstrations = collect();
    TrajectoryDataset dataset = demonstrations.dataset();
    Backbone initial =
        Backbone.initialise(
            LearningTerms.architecture(
                stage.architecture(), dataset.stateDim(), dataset.actionDim()),
            stage.seed(),
            StateStatistics.of(dataset),
            goalRange(simulator));
    try (TrainingSession session =
        TrainingSession.pretrain(
            initial,
            dataset,
            LearningTerms.visibility(stage.goal()),
            LearningTerms.settings(stage.training(), stage.seed()))) {
      TrainingLoop loop =
          new TrainingLoop(
              context,
              run,
              session,
              stage.training().batchSize(),
              clock,
              TrainingLoop.Validator.NONE);
      loop.run(Phase.Pretrain);
      Backbone backbone = session.backbone();
      Path folder = StoredBackbone.store(context, stage.digest(), backbone);
      recordFiles(folder, demonstrations.folder(), loop.points());
      return result(
          Origin.Pretrained,
          backbone,
          session.totalSteps(),
          TrainingPoint.finalLoss(loop.points()),
          Optional.of(dataset),
          loop.exact());
    }
  }

  private Demonstrations.Stored collect() throws IOException {
    try (PhaseClock.Lap lap = clock.start(Phase.Collect)) {
      Demonstrations.Stored demonstrations = new Demonstrations(context).obtain(stage.dataset());
      lap.split();
      run.record(Facts.input(stage.dataset(), demonstrations.dataset(), "pretraining"));
      return demonstrations;
    }
  }

  /** Where the goal lies in the states, which all tasks of a suite must share. */
  private GoalRange goalRange(SimulatorDescription simulator) {
    List<GoalRange> ranges =
        simulator.tasks().stream()
            .filter(task -> stage.dataset().tasks().contains(task.name()))
            .map(task -> new GoalRange(task.goalOffset(), task.goalOffset() + task.goalSize()))
            .distinct()
            .toList();
    if (ranges.size() != 1) {
      throw new IllegalArgumentException(
          "tasks %s: the simulator (%s) puts their goals at %s; choose tasks that share one place"
              .formatted(stage.dataset().tasks(), simulator.version(), ranges));
    }
    return ranges.getFirst();
  }

  private void recordFiles(Path backbone, Path dataset, List<TrainingPoint> points)
      throws IOException {
    run.artifact(StoredBackbone.ARTIFACT, backbone);
    run.artifact(Demonstrations.ARTIFACT, dataset);
    run.tags(Map.of(Demonstrations.TAG, stage.dataset().digest()));
    Pictures.of(context, run).learningCurve(context.plan().job() + " – pretraining", points);
  }

  private BackboneResult result(
      Origin origin,
      Backbone backbone,
      long steps,
      @Nullable Double loss,
      Optional<TrajectoryDataset> dataset,
      boolean exact) {
    return new BackboneResult(
        stage.digest(),
        run.mlflow().orElse(null),
        origin,
        backbone.digest(),
        backbone.parameterCount(),
        steps,
        loss,
        dataset.map(d -> d.trajectories().size()).orElse(0),
        dataset.map(TrajectoryDataset::steps).orElse(0L),
        exact,
        clock.seconds());
  }
}
