package dev.graft.learning.training;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.StateReader;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.data.WindowSampler;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.PolicyNetwork;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.training.RestoredCheckpoint.Exactness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Behaviour cloning, one optimizer step at a time. Owns native memory; not thread-safe, and to be
 * used from one thread. {@code NativeEngine.start} comes first.
 */
public final class TrainingSession implements AutoCloseable {
  private static final long STEP_STRIDE = 0x9E3779B97F4A7C15L;

  private final Backbone given;
  private final Adapter initial;
  private final TrainingSettings settings;
  private final WindowSampler sampler;
  private final RunIdentity identity;
  private NativeOptimization optimization;
  private long stepsDone;

  private TrainingSession(
      Backbone given,
      Adapter start,
      TrajectoryDataset dataset,
      GoalVisibility goal,
      TrainingSettings settings) {
    requireFit(given, start, dataset);
    this.given = given;
    initial = settings.loss().hasDeviation() ? start.withDeviation(given) : start;
    this.settings = settings;
    PolicyPlan plan = initial.plan(given);
    sampler =
        new WindowSampler(
            dataset,
            new StateReader(given.statistics(), given.goal(), goal),
            given.architecture().context(),
            given.architecture().maxTimesteps(),
            settings.batchSize(),
            settings.seed());
    identity = identity(initial, dataset, goal, settings);
    optimization =
        new NativeOptimization(
            plan, initial.values(given), TrainingState.initial(initial.parameters()), settings);
  }

  /** Trains all parameters of a backbone; the result is {@link #backbone()}. */
  public static TrainingSession pretrain(
      Backbone initial, TrajectoryDataset dataset, GoalVisibility goal, TrainingSettings settings) {
    Backbone start = settings.loss().hasDeviation() ? initial.withDeviation() : initial;
    Adapter all = Adapter.initialise(new FullFineTune(), HeadTraining.FROZEN, start, 0);
    return new TrainingSession(start, all, dataset, goal, settings);
  }

  /**
   * Trains an adapter on its frozen backbone; the result is {@link #adapter()}.
   *
   * @throws IllegalArgumentException when the adapter belongs to another backbone or has nothing to
   *     train
   */
  public static TrainingSession adapt(
      Backbone backbone,
      Adapter initial,
      TrajectoryDataset dataset,
      GoalVisibility goal,
      TrainingSettings settings) {
    return new TrainingSession(backbone, initial, dataset, goal, settings);
  }

  /**
   * Does the next optimizer step.
   *
   * @throws IllegalStateException when the session is finished
   * @throws TrainingDivergedException when the loss is not finite
   */
  public StepResult step() {
    if (finished()) {
      throw new IllegalStateException("all " + totalSteps() + " steps are done");
    }
    double rate = LearningRate.at(settings, stepsDone, totalSteps());
    WindowBatch batch = sampler.batch(stepsDone, settings.actionHistoryDropout());
    // libtorch's random state cannot be read, hence not be kept in a checkpoint: begin it anew.
    NativeEngine.seed(new SplittableRandom(settings.seed() + stepsDone * STEP_STRIDE).nextLong());
    NativeOptimization.Outcome outcome = optimization.update(batch, rate, stepsDone + 1);
    if (!Double.isFinite(outcome.loss())) {
      throw new TrainingDivergedException(stepsDone + 1, outcome.loss(), rate);
    }
    stepsDone++;
    long epoch = (stepsDone - 1) / stepsPerEpoch() + 1;
    return new StepResult(stepsDone, epoch, outcome.loss(), outcome.gradientNorm(), rate);
  }

  /** Whether all steps are done. */
  public boolean finished() {
    return stepsDone() >= totalSteps();
  }

  /** Optimizer steps done. */
  public long stepsDone() {
    return stepsDone;
  }

  /** Optimizer steps in all. */
  public long totalSteps() {
    return settings.length().totalSteps(stepsPerEpoch());
  }

  /** Optimizer steps of one epoch. */
  public long stepsPerEpoch() {
    return sampler.batchesPerEpoch();
  }

  /**
   * Writes the session's state into a folder of its own, whole or not at all; the checkpoint before
   * it is kept, older ones are removed.
   *
   * @return the steps of the checkpoints that are kept
   * @throws IOException when it cannot be written; the earlier ones stand
   */
  public Set<Long> saveCheckpoint(Path folder) throws IOException {
    return new Checkpoints(folder, identity)
        .save(optimization.state(stepsDone), NativeEngine.fingerprint());
  }

  /**
   * Continues at the newest whole checkpoint of a folder. Damaged ones are passed over.
   *
   * @return where it continues; empty when there is none
   * @throws CheckpointMismatchException when it is of other data, another backbone or other
   *     settings
   * @throws IOException when the folder cannot be read
   */
  public Optional<RestoredCheckpoint> restore(Path folder) throws IOException {
    Optional<Checkpoints.Found> found = new Checkpoints(folder, identity).latest();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TrainingState state = found.get().state();
    optimization.close();
    optimization =
        new NativeOptimization(initial.plan(given), initial.values(given), state, settings);
    stepsDone = state.step();
    boolean same = found.get().fingerprint().equals(NativeEngine.fingerprint());
    return Optional.of(
        new RestoredCheckpoint(stepsDone, same ? Exactness.EXACT : Exactness.INEXACT));
  }

  /**
   * The backbone as it now stands in native memory: trained after {@link #pretrain}, equal to the
   * given one in {@link #adapt} whenever the method freezes it.
   */
  public Backbone backbone() {
    return given.with(optimization.network().copyOut(given.parameters().names()));
  }

  /** The adapter as it now stands; after {@link #pretrain} a full copy of the backbone. */
  public Adapter adapter() {
    return initial.with(optimization.network().copyOut(initial.parameters().names()));
  }

  /** Number of parameters that are trained. */
  public long trainedParameterCount() {
    return initial.parameterCount();
  }

  /** The network in native memory. */
  PolicyNetwork network() {
    return optimization.network();
  }

  @Override
  public void close() {
    optimization.close();
  }

  private static RunIdentity identity(
      Adapter initial, TrajectoryDataset dataset, GoalVisibility goal, TrainingSettings settings) {
    return new RunIdentity(
        Map.of(
            "dataset", dataset.digest(),
            "initial policy", initial.digest(),
            "goal", goal.toString(),
            "settings", settings.toString()));
  }

  private static void requireFit(Backbone backbone, Adapter initial, TrajectoryDataset dataset) {
    Architecture a = backbone.architecture();
    if (dataset.stateDim() != a.stateDim() || dataset.actionDim() != a.actionDim()) {
      throw new IllegalArgumentException(
          "demonstrations of %d state and %d action numbers do not fit the backbone's %d and %d"
              .formatted(dataset.stateDim(), dataset.actionDim(), a.stateDim(), a.actionDim()));
    }
    if (initial.parameters().names().isEmpty()) {
      throw new IllegalArgumentException(
          initial.method() + " has nothing to train; evaluate it as it is, or train its head");
    }
  }
}
