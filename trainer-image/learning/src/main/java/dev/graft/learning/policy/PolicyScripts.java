package dev.graft.learning.policy;

import dev.graft.learning.engine.Device;
import dev.graft.learning.policy.ScriptWriter.Dropout;
import java.util.stream.Collectors;

/** The text of the modules that sessions and controllers compile. */
public final class PolicyScripts {
  /**
   * {@code predict(states, actions, timesteps, w) -> actions}: no dropout, FP32; shapes {@code [B,
   * T, S]}, {@code [B, T, A]}, {@code [B, T]} to {@code [B, T, A]}.
   */
  public static final String PREDICT = "predict";

  /**
   * {@code gradients(states, actions, timesteps, targets, weights, w) -> [loss, gradients...]}: the
   * weighted sum of a {@link Loss}, {@code weights} being {@code [B, T, 1]}, and its gradient by
   * each trained parameter in the plan's order.
   */
  public static final String GRADIENTS = "gradients";

  /**
   * {@code advance(states, actions, timesteps, earlier, positions, rows, used, k, v, w) ->
   * actions}: acts with cached keys and values, see {@link CachedProgram#INPUTS}; without a cache
   * where the network has none.
   */
  public static final String ADVANCE = "advance";

  private static final String SELF = "self: __torch__.Script";

  private PolicyScripts() {}

  /** See {@link #PREDICT}. */
  public static String predict(PolicyPlan plan) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), Precision.FP32, Dropout.OFF);
    String actions = windows(plan, script, AttentionKernel.FUSED);
    return script.method(
        "def %s(%s, %s, w: List[Tensor]) -> Tensor".formatted(PREDICT, SELF, WindowProgram.INPUTS),
        actions);
  }

  /** See {@link #ADVANCE}. */
  public static String advance(PolicyPlan plan) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), Precision.FP32, Dropout.OFF);
    return switch (plan.architecture()) {
      case Gpt2Architecture gpt2 ->
          advance(script, CachedProgram.INPUTS, new CachedProgram(plan, gpt2, script).write());
      case MlpArchitecture mlp ->
          advance(script, MlpProgram.INPUTS, new MlpProgram(plan, mlp, script).write());
    };
  }

  private static String advance(ScriptWriter script, String inputs, String actions) {
    return script.method(
        "def %s(%s, %s, w: List[Tensor]) -> Tensor".formatted(ADVANCE, SELF, inputs), actions);
  }

  /** See {@link #GRADIENTS}. */
  public static String gradients(
      PolicyPlan plan, Precision precision, Loss objective, Device device) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), precision, Dropout.ON);
    String actions = windows(plan, script, AttentionKernel.forTraining(precision, device));
    String loss = objective.write(script, actions);
    String trained =
        plan.trainedInOrder().stream().map(script::parameter).collect(Collectors.joining(", "));
    String gradients = script.assign("torch.grad([%s], [%s])".formatted(loss, trained));
    script.run("results = [torch.detach(%s)]".formatted(loss));
    script.run("for gradient in %s:".formatted(gradients));
    script.run("  if torch.__isnot__(gradient, None):");
    script.run("    _1 = torch.append(results, unchecked_cast(Tensor, gradient))");
    return script.method(
        "def %s(%s, %s, targets: Tensor, weights: Tensor, w: List[Tensor]) -> List[Tensor]"
            .formatted(GRADIENTS, SELF, WindowProgram.INPUTS),
        "results");
  }

  private static String windows(PolicyPlan plan, ScriptWriter script, AttentionKernel kernel) {
    return switch (plan.architecture()) {
      case Gpt2Architecture gpt2 -> new WindowProgram(plan, gpt2, script, kernel).write();
      case MlpArchitecture mlp -> new MlpProgram(plan, mlp, script).write();
    };
  }
}
