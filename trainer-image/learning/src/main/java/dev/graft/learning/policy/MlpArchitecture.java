package dev.graft.learning.policy;

import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A multilayer perceptron that predicts an action from a state alone: the baseline without a past
 * (Transformer Adapters for Robot Learning, section 3). H hidden layers of width h, S numbers in a
 * state, A in an action; in all h(S + 1) + (H - 1)h(h + 1) + A(h + 1) parameters.
 *
 * <pre>
 * state [S] -- layers.0 -- GELU -- dropout -- layers.1 -- GELU -- dropout -- ... -- action_head -- tanh --> action [A]
 * </pre>
 *
 * <p>Weights start as torch.nn.Linear starts them, biases zero.
 *
 * @param layers hidden layers, at least 1
 * @param hiddenDim width of each
 * @param window environment steps of a training window, each predicted on its own
 * @param dropout probability after each hidden layer, in training
 * @param stateDim numbers in a state
 * @param actionDim numbers in an action
 */
public record MlpArchitecture(
    int layers, int hiddenDim, int window, double dropout, int stateDim, int actionDim)
    implements Architecture {

  /** Refuses sizes below 1 and a dropout outside [0, 1). */
  public MlpArchitecture {
    Architecture.requirePositive("layers", layers);
    Architecture.requirePositive("hiddenDim", hiddenDim);
    Architecture.requirePositive("window", window);
    Architecture.requirePositive("stateDim", stateDim);
    Architecture.requirePositive("actionDim", actionDim);
    Architecture.requireDropout(dropout);
  }

  @Override
  public int context() {
    return window;
  }

  /** One: time does not matter to it. */
  @Override
  public int maxTimesteps() {
    return 1;
  }

  @Override
  public int memory() {
    return 1;
  }

  @Override
  public List<Memory> emptyMemory(int environments) {
    return List.of();
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    int inputs = stateDim;
    for (int layer = 0; layer < layers; layer++) {
      linear(specs, layer(layer), hiddenDim, inputs);
      inputs = hiddenDim;
    }
    linear(specs, ACTION_HEAD, actionDim, inputs);
    return List.copyOf(specs);
  }

  /** Path of a hidden layer. */
  static String layer(int index) {
    return "layers." + index;
  }

  private static void linear(List<ParameterSpec> specs, String path, long out, long in) {
    Initialisation weight = new Initialisation.Uniform(1 / Math.sqrt(in));
    specs.add(ParameterSpec.of(path + ".weight", weight, out, in));
    specs.add(ParameterSpec.of(path + ".bias", Initialisation.ZEROS, out));
  }
}
