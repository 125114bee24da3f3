package dev.graft.learning.policy;

import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.ParameterSpec;

/**
 * The standard deviation of the demonstrated actions around the predicted ones: one learned number
 * for each number of an action, the same in all states. Acting uses the prediction, its mean.
 *
 * <p>The variance is s^2 = .02^2 + exp(2 r) with the parameter r, which starts at 0. The floor
 * keeps numbers that the demonstrations always have alike from taking over the loss, and unlike a
 * clamp has a gradient everywhere. A deviation that depends on the state would weigh errors down
 * just where they are large (Seitzer et al. 2022, section 3), and would add a head to each adapter;
 * this one weighs the numbers of an action against each other and adds A parameters.
 */
public final class ActionDeviation {
  /** Name of the parameter r, {@code [A]}. */
  public static final String NAME = "action_deviation.log";

  private static final double FLOOR = 0.02;

  private ActionDeviation() {}

  /** The parameter r of a network. */
  public static ParameterSpec parameter(Architecture architecture) {
    return ParameterSpec.of(NAME, Initialisation.ZEROS, architecture.actionDim());
  }

  /** (e^2 / s^2 + ln s^2 + ln 2 pi) / 2 of squared errors e^2. */
  static String negativeLogLikelihood(ScriptWriter script, String squares) {
    String variance =
        script.assign(
            "torch.add(torch.exp(torch.mul(%s, 2.)), %s)"
                .formatted(script.parameter(NAME), FLOOR * FLOOR));
    String density =
        script.assign(
            "torch.add(torch.div(%s, %s), torch.log(%s))".formatted(squares, variance, variance));
    return script.assign(
        "torch.mul(torch.add(%s, %s), 0.5)".formatted(density, Math.log(2 * Math.PI)));
  }
}
