package dev.graft.learning.training;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.Backbone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Behaviour cloning, one optimizer step at a time. Owns native memory; not thread-safe, and to be
 * used from one thread. {@code NativeEngine.start} comes first.
 */
public final class TrainingSession implements AutoCloseable {

  private TrainingSession() {}

  /** Trains all parameters of a backbone; the result is {@link #backbone()}. */
  public static TrainingSession pretrain(
      Backbone initial, TrajectoryDataset dataset, GoalVisibility goal, TrainingSettings settings) {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /**
   * Does the next optimizer step.
   *
   * @throws IllegalStateException when the session is finished
   * @throws TrainingDivergedException when the loss is not finite
   */
  public StepResult step() {
    throw new UnsupportedOperationException();
  }

  /** Whether all steps are done. */
  public boolean finished() {
    return stepsDone() >= totalSteps();
  }

  /** Optimizer steps done. */
  public long stepsDone() {
    throw new UnsupportedOperationException();
  }

  /** Optimizer steps in all. */
  public long totalSteps() {
    throw new UnsupportedOperationException();
  }

  /** Optimizer steps of one epoch. */
  public long stepsPerEpoch() {
    throw new UnsupportedOperationException();
  }

  /**
   * Writes the session's state into a folder of its own, whole or not at all; the checkpoint before
   * it is kept, older ones are removed.
   *
   * @throws IOException when it cannot be written; the earlier ones stand
   */
  public void saveCheckpoint(Path folder) throws IOException {
    throw new UnsupportedOperationException();
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
    throw new UnsupportedOperationException();
  }

  /**
   * The backbone as it now stands in native memory: trained after {@link #pretrain}, equal to the
   * given one in {@link #adapt} whenever the method freezes it.
   */
  public Backbone backbone() {
    throw new UnsupportedOperationException();
  }

  /** The adapter as it now stands; after {@link #pretrain} a full copy of the backbone. */
  public Adapter adapter() {
    throw new UnsupportedOperationException();
  }

  /** Number of parameters that are trained. */
  public long trainedParameterCount() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
