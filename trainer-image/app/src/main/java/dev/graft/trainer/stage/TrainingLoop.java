package dev.graft.trainer.stage;

import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.training.RestoredCheckpoint;
import dev.graft.learning.training.RestoredCheckpoint.Exactness;
import dev.graft.learning.training.StepResult;
import dev.graft.learning.training.TrainingSession;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import dev.graft.trainer.stop.StoppedException;
import dev.graft.trainer.store.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a training session to its end, or to a checkpoint when the process is asked to leave.
 *
 * <pre>
 * restore -> [ (epoch over: evaluation) -> step -> (interval over: point) -> (time: checkpoint) ]* -> finished
 *                ^ asked to leave: checkpoint, then StoppedException
 * </pre>
 */
final class TrainingLoop {
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(30);

  /** A curve has at least so many points, where there are as many steps. */
  private static final int POINTS = 50;

  /** Of the smoothed loss that is shown: the last hundred steps or so. */
  private static final double SMOOTHING = 0.98;

  private final TrainerContext context;
  private final StageRun run;
  private final TrainingSession session;
  private final Path folder;
  private final int batchSize;
  private final PhaseClock clock;
  private final Validator validator;

  private final List<TrainingPoint> points = new ArrayList<>();
  private final List<EpochEvaluation> evaluations = new ArrayList<>();
  private double lossSum;
  private double gradientNormSum;
  private double smoothedLoss = Double.NaN;
  private long intervalSince;
  private long intervalSteps;
  private long epochsEnded;
  private boolean exact = true;

  /** Evaluates the session's policy between epochs. */
  @FunctionalInterface
  interface Validator {
    /** Evaluates nothing. */
    Validator NONE = (epoch, earlier) -> Optional.empty();

    /**
     * An epoch is over, and more follow; may evaluate the policy as it stands.
     *
     * @param earlier what came of the epochs before, those of an earlier process included
     */
    Optional<EpochEvaluation> onEpoch(long epoch, List<EpochEvaluation> earlier) throws IOException;
  }

  /**
   * A loop over a session; its checkpoints and journals are in the stage's folder of them.
   *
   * @param run that gets the points of the learning curve
   */
  TrainingLoop(
      TrainerContext context,
      StageRun run,
      TrainingSession session,
      int batchSize,
      PhaseClock clock,
      Validator validator) {
    this.context = context;
    this.run = run;
    this.session = session;
    this.folder = context.state().resolve(Stages.CHECKPOINTS);
    this.batchSize = batchSize;
    this.clock = clock;
    this.validator = validator;
  }

  /**
   * Trains from the newest checkpoint, if there is one, to the end.
   *
   * @throws StoppedException after a checkpoint, when the process is to leave
   * @throws IOException when a checkpoint cannot be written or does not belong to this session
   */
  void run(Phase phase) throws IOException {
    Files.createDirectories(folder);
    Optional<RestoredCheckpoint> restored = session.restore(folder);
    if (restored.isPresent()) {
      resume(restored.get());
    }
    ProgressReport report = new ProgressReport(context.events(), phase, session.stepsDone());
    long lastCheckpoint = System.nanoTime();
    intervalSince = System.nanoTime();
    try (PhaseClock.Lap lap = clock.start(phase)) {
      while (!session.finished()) {
        if (context.stop().requested()) {
          leave(lap);
        }
        endEpoch(lap);
        step(report);
        if (System.nanoTime() - lastCheckpoint > CHECKPOINT_EVERY.toNanos()) {
          checkpoint(lap);
          lastCheckpoint = System.nanoTime();
        }
      }
      checkpoint(lap);
    }
  }

  private void leave(PhaseClock.Lap lap) throws IOException {
    checkpoint(lap);
    throw new StoppedException();
  }

  private void resume(RestoredCheckpoint restored) throws IOException {
    StageJournal journal = journal(restored.step());
    points.addAll(journal.points());
    evaluations.addAll(journal.evaluations());
    lossSum = journal.lossSum();
    gradientNormSum = journal.gradientNormSum();
    epochsEnded = journal.epochsEnded();
    exact = journal.exact() && restored.exactness() == Exactness.EXACT;
    clock.add(journal.seconds());
    String note = "continuing at step %d of %d".formatted(restored.step(), session.totalSteps());
    context
        .events()
        .emit(new TrainerEvent.Note(exact ? note : note + ", on another kind of machine"));
  }

  /** Without it the curve would have a gap: then the training begins anew, at the next start. */
  private StageJournal journal(long step) throws IOException {
    try {
      return StageJournal.load(folder, step);
    } catch (NoSuchFileException | MalformedFileException e) {
      Folders.delete(folder);
      throw new IOException(
          "the checkpoint of step %d cannot be used, its journal is damaged: start again, the training begins anew"
              .formatted(step),
          e);
    }
  }

  private void step(ProgressReport report) throws IOException {
    StepResult result = session.step();
    lossSum += result.loss();
    gradientNormSum += result.gradientNorm();
    intervalSteps++;
    smoothedLoss =
        Double.isNaN(smoothedLoss)
            ? result.loss()
            : SMOOTHING * smoothedLoss + (1 - SMOOTHING) * result.loss();
    report.training(
        session.stepsDone(), session.totalSteps(), (int) result.epoch(), epochs(), smoothedLoss);
    if (session.stepsDone() % interval() == 0 || session.finished()) {
      endInterval(result);
    }
  }

  /** Whatever follows an epoch, once: also when the process was stopped in the middle of it. */
  private void endEpoch(PhaseClock.Lap lap) throws IOException {
    long epochs = session.stepsDone() / session.stepsPerEpoch();
    if (session.stepsDone() % session.stepsPerEpoch() != 0 || epochs <= epochsEnded) {
      return;
    }
    lap.split(); // the evaluation's time is not the training's
    try {
      validator.onEpoch(epochs, evaluations()).ifPresent(evaluations::add);
    } catch (StoppedException e) {
      lap.skip();
      leave(lap);
    }
    epochsEnded = epochs;
    lap.skip();
    intervalSince = System.nanoTime();
  }

  private void endInterval(StepResult last) throws IOException {
    long steps = session.stepsDone() - (points.isEmpty() ? 0 : points.getLast().step());
    double seconds = (System.nanoTime() - intervalSince) / 1e9;
    TrainingPoint point =
        new TrainingPoint(
            session.stepsDone(),
            (double) session.stepsDone() / session.stepsPerEpoch(),
            lossSum / steps,
            gradientNormSum / steps,
            last.learningRate(),
            intervalSteps * batchSize / seconds);
    points.add(point);
    lossSum = 0;
    gradientNormSum = 0;
    intervalSteps = 0;
    intervalSince = System.nanoTime();
    run.record(Facts.training(point, Instant.now()));
  }

  private void checkpoint(PhaseClock.Lap lap) throws IOException {
    lap.split();
    new StageJournal(
            session.stepsDone(),
            lossSum,
            gradientNormSum,
            points,
            evaluations,
            epochsEnded,
            exact,
            clock.seconds())
        .save(folder);
    StageJournal.prune(folder, session.saveCheckpoint(folder));
  }

  private long interval() {
    return Math.max(1, Math.min(session.stepsPerEpoch(), session.totalSteps() / POINTS));
  }

  private int epochs() {
    return (int) Math.ceilDiv(session.totalSteps(), session.stepsPerEpoch());
  }

  List<TrainingPoint> points() {
    return List.copyOf(points);
  }

  List<EpochEvaluation> evaluations() {
    return List.copyOf(evaluations);
  }

  boolean exact() {
    return exact;
  }
}
