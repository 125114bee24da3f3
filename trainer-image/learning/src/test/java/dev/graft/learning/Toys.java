package dev.graft.learning;

import dev.graft.learning.adapter.ActionHead;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.BitFit;
import dev.graft.learning.adapter.Compacter;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.adapter.Ia3;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.Parallel;
import dev.graft.learning.adapter.Pfeiffer;
import dev.graft.learning.adapter.Projection;
import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.engine.Device;
import dev.graft.learning.engine.EngineSettings;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.MlpArchitecture;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import dev.graft.learning.training.Schedule;
import dev.graft.learning.training.TrainingLength;
import dev.graft.learning.training.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Small policies and demonstrations. */
public final class Toys {
  /** The shape of facts and papers: 39-number states, 4-number actions. */
  public static final Gpt2Architecture PAPER = new Gpt2Architecture(4, 4, 768, 50, 500, 0.1, 39, 4);

  public static final Gpt2Architecture SMALL = new Gpt2Architecture(2, 2, 16, 6, 30, 0.1, 5, 3);

  public static final MlpArchitecture MLP = new MlpArchitecture(2, 16, 6, 0.1, 5, 3);

  public static final GoalRange GOAL = new GoalRange(3, 5);

  private static final Fusion FUSION =
      new Fusion(List.of(new Fusion.Source("first", 4), new Fusion.Source("second", 3)));

  /** One of each method that trains something, narrow enough for {@link #SMALL}. */
  public static final List<AdapterMethod> METHODS =
      List.of(
          new FullFineTune(),
          new ActionHead(),
          new BitFit(),
          new Houlsby(4, 0),
          new Houlsby(4, 1),
          new Pfeiffer(4, 0),
          new Parallel(4, 4, 0),
          new Compacter(4, 2, 0),
          new Compacter(4, 2, 1),
          new Lora(2, 4, 0, List.of(Projection.Q_PROJ, Projection.V_PROJ)),
          new Lora(2, 4, 0.1, List.of(Projection.values())),
          new Ia3(),
          FUSION);

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

  /** What all tests compute on: a GPU where {@code GRAFT_DEVICE} is cuda. */
  public static Device device() {
    return "cuda".equals(System.getenv("GRAFT_DEVICE")) ? Device.CUDA : Device.CPU;
  }

  /** Starts the engine for tests: one thread, libraries unpacked below the build folder. */
  public static void startEngine() {
    NativeEngine.start(
        new EngineSettings(1, Path.of("target", "native").toAbsolutePath(), device()));
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

  /** An untrained adapter; a fusion's sources are away from where they started. */
  public static Adapter initial(
      AdapterMethod method, HeadTraining head, Backbone backbone, long seed) {
    if (method instanceof Fusion fusion) {
      Map<String, Adapter> sources = new LinkedHashMap<>();
      for (Fusion.Source source : fusion.sources()) {
        sources.put(source.name(), far(new Pfeiffer(source.bottleneck(), 0), backbone));
      }
      return Adapter.fuse(sources, head, backbone, seed);
    }
    return Adapter.initialise(method, head, backbone, seed);
  }

  /** The methods that start exactly as the backbone acts. */
  public static List<AdapterMethod> identities() {
    return METHODS.stream().filter(method -> !(method instanceof Fusion)).toList();
  }

  /** An adapter away from where its method starts, in all of its values. */
  public static Adapter far(AdapterMethod method, Backbone backbone) {
    Adapter untrained = initial(method, HeadTraining.FROZEN, backbone, 1);
    SplittableRandom random = new SplittableRandom(2);
    Map<String, Tensor> values = new LinkedHashMap<>();
    untrained
        .parameters()
        .asMap()
        .forEach(
            (name, start) -> {
              float[] moved = normals(random, start.size());
              for (int i = 0; i < moved.length; i++) {
                moved[i] = start.values()[i] + 0.3f * moved[i];
              }
              values.put(name, new Tensor(start.shape(), moved));
            });
    return untrained.with(new TensorMap(values));
  }

  public static Backbone backbone(Architecture architecture, TrajectoryDataset dataset) {
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
        Loss.MSE,
        8,
        11);
  }
}
