package dev.graft.learning.policy;

import dev.graft.learning.tensor.ParameterSpec;
import dev.graft.learning.tensor.Tensor;
import java.util.List;

/** A policy network: what sizes it has, and what follows from them. */
public sealed interface Architecture permits Gpt2Architecture, MlpArchitecture {
  /** Name of the last layer of every network, and prefix of its parameters. */
  String ACTION_HEAD = "action_head";

  /** Numbers in a state. */
  int stateDim();

  /** Numbers in an action. */
  int actionDim();

  /** Environment steps of a training window. */
  int context();

  /** Timesteps that are told apart; later ones count as the last of them. */
  int maxTimesteps();

  /** Dropout probability in training. */
  double dropout();

  /** All parameters, in the order of their file. */
  List<ParameterSpec> parameters();

  /** Newest environment steps that an action depends on. */
  int memory();

  /**
   * What is kept between the steps of some environments, as it is before the first: a list for each
   * name that {@link PolicyScripts#ADVANCE} takes it by.
   */
  List<Memory> emptyMemory(int environments);

  /**
   * A list of arrays that acting changes in place.
   *
   * @param name of the argument
   * @param initial their first values
   */
  record Memory(String name, List<Tensor> initial) {
    /** Copies the list. */
    public Memory {
      initial = List.copyOf(initial);
    }
  }

  /** Whether a parameter belongs to the action head. */
  static boolean isHead(String name) {
    return name.startsWith(ACTION_HEAD + ".");
  }

  /** Refuses a size below 1. */
  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be at least 1");
    }
  }

  /** Refuses what is no dropout probability. */
  static void requireDropout(double dropout) {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout is " + dropout + "; it must lie in [0, 1)");
    }
  }
}
