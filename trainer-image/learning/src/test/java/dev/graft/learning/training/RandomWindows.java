package dev.graft.learning.training;

import dev.graft.learning.Toys;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Whole windows of random numbers, and their loss computed on the host. */
final class RandomWindows {

  private RandomWindows() {}

  static WindowBatch random(Architecture a, int windows) {
    SplittableRandom random = new SplittableRandom(5);
    int steps = windows * a.context();
    long[] timesteps = new long[steps];
    Arrays.setAll(timesteps, i -> i % a.maxTimesteps() % a.context());
    float[] weights = new float[steps];
    Arrays.fill(weights, 1f / (steps * a.actionDim()));
    return new WindowBatch(
        windows,
        a.context(),
        Toys.normals(random, steps * a.stateDim()),
        Toys.normals(random, steps * a.actionDim()),
        timesteps,
        Toys.normals(random, steps * a.actionDim()),
        weights);
  }

  static double loss(float[] actions, WindowBatch batch) {
    double sum = 0;
    for (int i = 0; i < actions.length; i++) {
      double error = (double) actions[i] - batch.targets()[i];
      sum += error * error;
    }
    return sum / actions.length;
  }

  /** Training of a fresh adapter. */
  static NativeOptimization optimization(
      AdapterMethod method, Backbone backbone, TrainingSettings settings) {
    Adapter adapter = Toys.initial(method, HeadTraining.FROZEN, backbone, 0);
    return new NativeOptimization(
        adapter.plan(backbone),
        adapter.values(backbone),
        TrainingState.initial(adapter.parameters()),
        settings);
  }
}
