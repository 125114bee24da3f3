package dev.graft.learning;

import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.engine.EngineSettings;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.training.Schedule;
import dev.graft.learning.training.TrainingLength;
import dev.graft.learning.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small policies and demonstrations. */
public final class Toys {
  /** The shape of facts and papers: 39-number states, 4-number actions. */
  public static final Gpt2Architecture PAPER = new Gpt2Architecture(4, 4, 768, 50, 500, 0.1, 39, 4);

  public static final Gpt2Architecture SMALL = new Gpt2Architecture(2, 2, 16, 6, 30, 0.1, 5, 3);

  public static final GoalRange GOAL = new GoalRange(3, 5);

  private Toys() {}

  /** The same architecture without dropout. */
  public static Gpt2Architecture withoutDropout(Gpt2Architecture a) {
    return new Gpt2Architecture(
        a.layers(),
        a.heads(),
        a.embeddingDim(),
        a.context(),
        a.maxTimesteps(),
        0,
        a.stateDim(),
        a.actionDim());
  }

  /** Starts the engine for tests: one thread, libraries unpacked below the build folder. */
  public static void startEngine() {
    NativeEngine.start(new EngineSettings(1, Path.of("target", "native").toAbsolutePath()));
  }

  /** Random episodes whose actions are a smooth function of the states. */
  public static TrajectoryDataset demonstrations(int episodes, int length) {
    List<Trajectory> trajectories = new ArrayList<>();
    for (int episode = 0; episode < episodes; episode++) {
      trajectories.add(trajectory("task-" + episode % 2, episode, length));
    }
    return new TrajectoryDataset(trajectories);
  }

  public static Trajectory trajectory(String task, int episode, int length) {
    SplittableRandom random = new SplittableRandom(task.hashCode() * 31L + episode);
    float[] states = normals(random, length * 5);
    float[] actions = new float[length * 3];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = (float) Math.tanh(states[i / 3 * 5 + i % 3] - states[i / 3 * 5 + 4]);
    }
    return new Trajectory(task, episode, states, actions, length);
  }

  public static float[] normals(SplittableRandom random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  public static Backbone backbone(Gpt2Architecture architecture, TrajectoryDataset dataset) {
    return Backbone.initialise(architecture, 7, StateStatistics.of(dataset), GOAL);
  }

  public static TrainingSettings settings(long steps, Precision precision) {
    return new TrainingSettings(
        new TrainingLength.Steps(steps),
        8,
        3e-3,
        5,
        Schedule.COSINE,
        1e-4,
        1.0,
        0.5,
        precision,
        11);
  }
}
