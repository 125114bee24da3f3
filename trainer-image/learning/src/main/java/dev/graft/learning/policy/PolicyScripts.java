package dev.graft.learning.policy;

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
   * weighted sum of squared errors, {@code weights} being {@code [B, T, 1]}, and its gradient by
   * each trained parameter in the plan's order.
   */
  public static final String GRADIENTS = "gradients";

  /**
   * {@code advance(states, actions, timesteps, earlier, positions, rows, k, v, w) -> actions}: acts
   * with cached keys and values, see {@link CachedProgram#INPUTS}.
   */
  public static final String ADVANCE = "advance";

  private static final String SELF = "self: __torch__.Script";

  private PolicyScripts() {}

  /** See {@link #PREDICT}. */
  public static String predict(PolicyPlan plan) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), Precision.FP32, Dropout.OFF);
    String actions = new WindowProgram(plan, script).write();
    return script.method(
        "def %s(%s, %s, w: List[Tensor]) -> Tensor".formatted(PREDICT, SELF, WindowProgram.INPUTS),
        actions);
  }

  /** See {@link #ADVANCE}. */
  public static String advance(PolicyPlan plan) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), Precision.FP32, Dropout.OFF);
    String actions = new CachedProgram(plan, script).write();
    return script.method(
        "def %s(%s, %s, w: List[Tensor]) -> Tensor".formatted(ADVANCE, SELF, CachedProgram.INPUTS),
        actions);
  }

  /** See {@link #GRADIENTS}. */
  public static String gradients(PolicyPlan plan, Precision precision) {
    ScriptWriter script = new ScriptWriter(plan.parameters(), precision, Dropout.ON);
    String actions = new WindowProgram(plan, script).write();
    String loss =
        script.assign(
            "torch.sum(torch.mul(torch.pow(torch.sub(%s, targets), 2), weights))"
                .formatted(actions));
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
}
