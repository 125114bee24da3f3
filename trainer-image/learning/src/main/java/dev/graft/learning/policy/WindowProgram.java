package dev.graft.learning.policy;

import dev.graft.learning.policy.BlockWriter.Queries;

/**
 * Writes the network over whole windows of T steps: tokens s0, a0, s1, a1, ..., causal attention,
 * actions at the state tokens. The last block computes only what the state tokens need.
 */
final class WindowProgram {
  /** Inputs of {@link #write}: {@code [B, T, S]}, {@code [B, T, A]}, {@code [B, T]} (int64). */
  static final String INPUTS = "states: Tensor, actions: Tensor, timesteps: Tensor";

  private final PolicyPlan plan;
  private final ScriptWriter script;

  WindowProgram(PolicyPlan plan, ScriptWriter script) {
    this.plan = plan;
    this.script = script;
  }

  /** Writes it; the result holds actions {@code [B, T, A]}. */
  String write() {
    Gpt2Architecture a = plan.architecture();
    BlockWriter blocks = new BlockWriter(plan, script, this::attention);
    String x = tokens();
    for (int block = 0; block < a.layers(); block++) {
      x = blocks.write(block, x, block == a.layers() - 1 ? Queries.STATES : Queries.ALL);
    }
    return actionHead(script, x, a.embeddingDim());
  }

  /** Final norm, linear head and hyperbolic tangent. */
  static String actionHead(ScriptWriter script, String x, int dim) {
    String y = script.preciseLinear(script.norm(x, "final_norm", dim), Gpt2Parameters.ACTION_HEAD);
    return script.assign("torch.tanh(" + y + ")");
  }

  private String tokens() {
    String time =
        script.assign(
            "torch.embedding(%s, timesteps)"
                .formatted(script.parameter("timestep_embedding.weight")));
    String states = script.add(script.preciseLinear("states", "state_embedding"), time);
    String actions = script.add(script.preciseLinear("actions", "action_embedding"), time);
    String pairs =
        script.assign("torch.flatten(torch.stack([%s, %s], 2), 1, 2)".formatted(states, actions));
    String tokens = script.norm(pairs, "embedding_norm", plan.architecture().embeddingDim());
    return script.dropout(tokens, plan.trainsEmbedding() ? plan.architecture().dropout() : 0);
  }

  private String attention(int block, Queries queries, String q, String k, String v) {
    String mask = queries == Queries.ALL ? "None, 0., True" : stateMask(k) + ", 0., False";
    return script.assign(
        "torch.transpose(torch.scaled_dot_product_attention(torch.transpose(%s, 1, 2),".formatted(q)
            + " torch.transpose(%s, 1, 2), torch.transpose(%s, 1, 2), %s), 1, 2)"
                .formatted(k, v, mask));
  }

  /** Which tokens a state token sees: {@code [T, 2T]}, rows 0, 2, 4... of the causal mask. */
  private String stateMask(String keys) {
    String n = script.assign("torch.size(" + keys + ", 1)");
    return script.assign(
        "torch.slice(torch.tril(torch.new_ones(%s, [%s, %s], dtype=11)), 0, 0, None, 2)"
            .formatted(keys, n, n));
  }
}
