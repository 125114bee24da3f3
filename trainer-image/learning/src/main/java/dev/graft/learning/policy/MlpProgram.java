package dev.graft.learning.policy;

/** Writes a multilayer perceptron: each state on its own, whatever their number. */
final class MlpProgram {
  /** Inputs in acting, as {@link CachedProgram#INPUTS} has them; all but the states are unused. */
  static final String INPUTS =
      "states: Tensor, actions: Tensor, timesteps: Tensor, earlier: Tensor, positions: Tensor,"
          + " rows: Tensor, used: Tensor";

  private final PolicyPlan plan;
  private final MlpArchitecture architecture;
  private final ScriptWriter script;

  MlpProgram(PolicyPlan plan, MlpArchitecture architecture, ScriptWriter script) {
    this.plan = plan;
    this.architecture = architecture;
    this.script = script;
  }

  /** Writes it; the result holds actions {@code [.., A]} for states {@code [.., S]}. */
  String write() {
    String x = "states";
    for (int layer = 0; layer < architecture.layers(); layer++) {
      x = script.gelu(script.linear(x, MlpArchitecture.layer(layer)));
      // Frozen layers below what is trained run without dropout.
      x = script.dropout(x, plan.trainsUpTo(layer) ? architecture.dropout() : 0);
    }
    return script.action(script.precise(x));
  }
}
