package dev.graft.learning.policy;

import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.tensor.ContentDigest;
import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy network with its parameters and what it needs to read a state; immutable.
 *
 * @param architecture the network
 * @param parameters the architecture's, and {@link ActionDeviation} where it was trained with one
 * @param statistics of the states it was pretrained on
 * @param goal where the goal lies in a state
 */
public record Backbone(
    Architecture architecture, TensorMap parameters, StateStatistics statistics, GoalRange goal) {

  /** Refuses parameters, statistics or a goal that do not fit the architecture. */
  public Backbone {
    ParameterSpec.requireFit(specs(architecture, parameters), parameters);
    if (statistics.stateDim() != architecture.stateDim()) {
      throw new IllegalArgumentException(
          "statistics of %d numbers do not fit stateDim %d"
              .formatted(statistics.stateDim(), architecture.stateDim()));
    }
    if (goal.end() > architecture.stateDim()) {
      throw new IllegalArgumentException(
          "goal %s lies outside of stateDim %d".formatted(goal, architecture.stateDim()));
    }
  }

  /** A backbone with random parameters; the same seed gives the same ones on every machine. */
  public static Backbone initialise(
      Architecture architecture, long seed, StateStatistics statistics, GoalRange goal) {
    TensorMap parameters = ParameterSpec.initialise(architecture.parameters(), seed);
    return new Backbone(architecture, parameters, statistics, goal);
  }

  private static List<ParameterSpec> specs(Architecture architecture, TensorMap parameters) {
    List<ParameterSpec> specs = new ArrayList<>(architecture.parameters());
    if (parameters.contains(ActionDeviation.NAME)) {
      specs.add(ActionDeviation.parameter(architecture));
    }
    return specs;
  }

  /** The same network with a deviation of its actions, as that starts unless it is there. */
  public Backbone withDeviation() {
    return parameters.contains(ActionDeviation.NAME)
        ? this
        : with(ParameterSpec.initialise(List.of(ActionDeviation.parameter(architecture)), 0));
  }

  /** The same network with other values of some parameters. */
  public Backbone with(TensorMap replaced) {
    return new Backbone(architecture, parameters.with(replaced), statistics, goal);
  }

  /** Number of parameters. */
  public long parameterCount() {
    return parameters.parameterCount();
  }

  /** SHA-256, in hexadecimal, of architecture, parameters, statistics and goal range. */
  public String digest() {
    return new ContentDigest()
        .add(architecture.toString())
        .add(parameters.digest())
        .add(statistics.mean())
        .add(statistics.deviation())
        .add(goal.toString())
        .hex();
  }

  /**
   * Writes {@code model.safetensors}, then {@code config.json}, each whole or not at all; the
   * latter names the digest of the former.
   *
   * @throws IOException when the folder cannot be written
   */
  public void save(Path folder) throws IOException {
    BackboneFiles.save(this, folder);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException when a file is absent, damaged, or does not belong to the other
   */
  public static Backbone load(Path folder) throws IOException {
    return BackboneFiles.load(folder);
  }
}
