package dev.graft.learning.data;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws windows. There is one for each demonstration step: {@code context} steps from it on, drawn
 * back at the end of the demonstration so that the window is as full as it can be. An epoch is a
 * random order of all of them, cut into batches.
 *
 * <p>Windows that end at each step instead would show the last steps of a demonstration, those that
 * solve the task, far more seldom than the others; adapters then succeed less often.
 */
public final class WindowSampler {
  private static final long ORDER_STREAM = 0x6f72646572L;
  private static final long HISTORY_STREAM = 0x686973746f7279L;

  private final List<Trajectory> trajectories;
  private final float[][] states;
  private final int[] trajectoryOf;
  private final int[] stepOf;
  private final int length;
  private final int maxTimesteps;
  private final int batchSize;
  private final long seed;
  private int[] order = {};
  private long orderEpoch = -1;

  /**
   * Standardises the dataset once.
   *
   * @param context longest window
   * @param maxTimesteps later timesteps count as the one before it
   * @param batchSize windows of a batch; the last one of an epoch may have fewer
   * @param seed draws the order and the dropped histories
   */
  public WindowSampler(
      TrajectoryDataset dataset,
      StateReader reader,
      int context,
      int maxTimesteps,
      int batchSize,
      long seed) {
    trajectories = dataset.trajectories();
    states = trajectories.stream().map(t -> reader.read(t.states())).toArray(float[][]::new);
    int steps = Math.toIntExact(dataset.steps());
    trajectoryOf = new int[steps];
    stepOf = new int[steps];
    index();
    int longest = trajectories.stream().mapToInt(Trajectory::length).max().orElseThrow();
    length = Math.min(context, longest);
    this.maxTimesteps = maxTimesteps;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** Batches of an epoch. */
  public long batchesPerEpoch() {
    return (stepOf.length + batchSize - 1L) / batchSize;
  }

  /**
   * The batch of an optimizer step; depends on nothing but the seed and the step.
   *
   * @param step from 0
   * @param historyDropout probability that a window's action inputs are all zeroed
   */
  public WindowBatch batch(long step, double historyDropout) {
    shuffle(step / batchesPerEpoch());
    int from = Math.toIntExact(step % batchesPerEpoch()) * batchSize;
    int[] windows = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
    SplittableRandom random = stream(HISTORY_STREAM, step);
    BatchBuilder builder = new BatchBuilder(windows.length, length, trajectories.getFirst());
    for (int window : windows) {
      Trajectory trajectory = trajectories.get(trajectoryOf[window]);
      boolean dropped = random.nextDouble() < historyDropout;
      int first = Math.min(stepOf[window], Math.max(0, trajectory.length() - length));
      builder.add(trajectory, states[trajectoryOf[window]], first, dropped, maxTimesteps);
    }
    return builder.build();
  }

  private void index() {
    int next = 0;
    for (int t = 0; t < trajectories.size(); t++) {
      for (int step = 0; step < trajectories.get(t).length(); step++) {
        trajectoryOf[next] = t;
        stepOf[next++] = step;
      }
    }
  }

  private void shuffle(long epoch) {
    if (epoch == orderEpoch) {
      return;
    }
    SplittableRandom random = stream(ORDER_STREAM, epoch);
    order = new int[stepOf.length];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    orderEpoch = epoch;
  }

  private SplittableRandom stream(long purpose, long number) {
    return new SplittableRandom(
        new SplittableRandom(seed ^ purpose).nextLong() + number * 0x9E3779B97F4A7C15L);
  }
}
