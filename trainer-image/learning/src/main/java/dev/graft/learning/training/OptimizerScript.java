package dev.graft.learning.training;

/**
 * Text of AdamW (Loshchilov and Hutter 2019, algorithm 2) after clipping by the global norm, with
 * libtorch's fused kernel.
 */
final class OptimizerScript {
  /**
   * {@code update(rate, step, p, g, m, v) -> norm}: rate and step are scalars, {@code step}
   * counting from 1; changes parameters and moments in place; the norm is the gradient's before
   * clipping.
   */
  static final String UPDATE = "update";

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Keeps the division finite when the norm is 0, as torch.nn.utils.clip_grad_norm_ does. */
  private static final double NORM_EPSILON = 1e-6;

  private OptimizerScript() {}

  static String update(double clipNorm, double weightDecay) {
    return """
    def update(self: __torch__.Script, rate: Tensor, step: Tensor, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]) -> Tensor:
      norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2)), 2)
      scale = torch.clamp(torch.mul(torch.reciprocal(torch.add(norm, %s)), %s), None, 1.)
      torch._foreach_mul_(g, scale)
      steps = annotate(List[Tensor], [])
      for i in range(torch.len(p)):
        _1 = torch.append(steps, step)
      torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), steps, lr=float(torch.item(rate)), beta1=%s, beta2=%s, weight_decay=%s, eps=%s, amsgrad=False, maximize=False)
      return norm
    """
        .formatted(NORM_EPSILON, clipNorm, BETA1, BETA2, weightDecay, EPSILON);
  }
}
