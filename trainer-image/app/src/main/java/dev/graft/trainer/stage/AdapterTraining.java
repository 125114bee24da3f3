package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.training.TrainingSession;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Trains the adapter of a run, and validates it between epochs. */
final class AdapterTraining {
  private final TrainerContext context;
  private final AdapterRun plan;
  private final StageRun run;
  private final Rollouts rollouts;
  private final PhaseClock clock;
  private final GoalVisibility goal;
  private final Validation validation;

  /**
   * Training of a run.
   *
   * @param run where points and validations are recorded
   * @param rollouts that validate
   * @param clock to which the time is put down
   */
  AdapterTraining(
      TrainerContext context, AdapterRun plan, StageRun run, Rollouts rollouts, PhaseClock clock) {
    this.context = context;
    this.plan = plan;
    this.run = run;
    this.rollouts = rollouts;
    this.clock = clock;
    this.goal = LearningTerms.visibility(plan.goal());
    this.validation = new Validation(context.state().resolve(Stages.CHECKPOINTS));
  }

  /**
   * Trains it, or goes on from the last checkpoint.
   *
   * @throws IOException when a file cannot be written or read
   */
  TrainedAdapter train(Backbone backbone, Adapter initial, TrajectoryDataset dataset)
      throws IOException {
    try (TrainingSession session =
        TrainingSession.adapt(
            backbone,
            initial,
            dataset,
            goal,
            LearningTerms.settings(plan.training(), plan.seed()))) {
      TrainingLoop loop = loop(session);
      loop.run(Phase.Adapt);
      List<EpochEvaluation> curve = new ArrayList<>(loop.evaluations());
      if (plan.evaluation().everyEpochs() > 0) {
        curve.add(validate(session, lastEpoch(session), curve));
      }
      return new TrainedAdapter(
          session.adapter(),
          session.backbone().digest(),
          session.totalSteps(),
          loop.points(),
          curve,
          earlierBest(curve, backbone),
          loop.exact());
    }
  }

  private TrainingLoop loop(TrainingSession session) {
    int every = plan.evaluation().everyEpochs();
    return new TrainingLoop(
        context,
        run,
        session,
        plan.training().batchSize(),
        clock,
        (epoch, earlier) ->
            every == 0 || epoch % every != 0
                ? Optional.empty()
                : Optional.of(validate(session, epoch, earlier)));
  }

  private static double lastEpoch(TrainingSession session) {
    return (double) session.totalSteps() / session.stepsPerEpoch();
  }

  private EpochEvaluation validate(
      TrainingSession session, double epoch, List<EpochEvaluation> earlier) throws IOException {
    try (PhaseClock.Lap lap = clock.start(Phase.Evaluate)) {
      Adapter adapter = session.adapter();
      EpochEvaluation done = new EpochEvaluation(epoch, rollouts.validate(adapter, goal));
      lap.split();
      run.record(
          Facts.evaluation("validation", done.evaluation(), session.stepsDone(), Instant.now()));
      List<EpochEvaluation> all = new ArrayList<>(earlier);
      all.add(done);
      validation.keep(adapter, all);
      return done;
    }
  }

  /**
   * The adapter of the best epoch; empty where that is the last one, or there was no validation.
   */
  private Optional<Adapter> earlierBest(List<EpochEvaluation> curve, Backbone backbone)
      throws IOException {
    if (curve.isEmpty() || Validation.best(curve).equals(curve.getLast())) {
      return Optional.empty();
    }
    return Optional.of(validation.adapter(Validation.best(curve), backbone));
  }
}
