package dev.graft.learning.policy;

import dev.graft.learning.policy.BlockWriter.Queries;

/**
 * Writes the network over whole windows of T steps: tokens s0, a0, s1, a1, ..., causal attention,
 * actions at the state tokens. The last block computes only what the state tokens need.
 */
final class WindowProgram {
  /** Inputs of {@link #write}: {@code [B, T, S]}, {@code [B, T, A]}, {@code [B, T]} (int64). */
  static final String INPUTS = "states: Tensor, actions: Tensor, timesteps: Tensor";

  /** Near the least number of BF16: its exponential is 0. */
  private static final String NEVER = "-3e+38";

  private final PolicyPlan plan;
  private final Gpt2Architecture architecture;
  private final ScriptWriter script;
  private final AttentionKernel kernel;

  WindowProgram(
      PolicyPlan plan, Gpt2Architecture architecture, ScriptWriter script, AttentionKernel kernel) {
    this.plan = plan;
    this.architecture = architecture;
    this.script = script;
    this.kernel = kernel;
  }

  /** Writes it; the result holds actions {@code [B, T, A]}. */
  String write() {
    BlockWriter blocks = new BlockWriter(plan, architecture, script, this::attention);
    String x = tokens();
    for (int block = 0; block < architecture.layers(); block++) {
      x = blocks.write(block, x, block == architecture.layers() - 1 ? Queries.STATES : Queries.ALL);
    }
    return script.action(script.norm(x, "final_norm", architecture.embeddingDim()));
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
    String tokens = script.norm(pairs, "embedding_norm", architecture.embeddingDim());
    return script.dropout(tokens, plan.trainsEmbedding() ? architecture.dropout() : 0);
  }

  private String attention(int block, Queries queries, String q, String k, String v) {
    return switch (kernel) {
      case FUSED -> fused(queries, q, k, v);
      case STEPWISE -> stepwise(queries, q, k, v);
    };
  }

  private String fused(Queries queries, String q, String k, String v) {
    String mask = queries == Queries.ALL ? "None, 0., True" : stateMask(k) + ", 0., False";
    return script.assign(
        "torch.transpose(torch.scaled_dot_product_attention(torch.transpose(%s, 1, 2),".formatted(q)
            + " torch.transpose(%s, 1, 2), torch.transpose(%s, 1, 2), %s), 1, 2)"
                .formatted(k, v, mask));
  }

  private String stepwise(Queries queries, String q, String k, String v) {
    String scaled = script.scale(q, 1 / Math.sqrt(architecture.headDim()));
    String scores =
        script.assign(
            "torch.matmul(torch.transpose(%s, 1, 2), torch.permute(%s, [0, 2, 3, 1]))"
                .formatted(scaled, k));
    String weights =
        script.assign("torch.softmax(torch.add(%s, %s), -1)".formatted(scores, future(queries, k)));
    return script.assign(
        "torch.transpose(torch.matmul(%s, torch.transpose(%s, 1, 2)), 1, 2)".formatted(weights, v));
  }

  /** What is added to scores {@code [Q, N]}: so much below 0, where a token may not look. */
  private String future(Queries queries, String keys) {
    String n = script.assign("torch.size(" + keys + ", 1)");
    String all =
        script.assign(
            "torch.triu(torch.new_full(%s, [%s, %s], %s), 1)".formatted(keys, n, n, NEVER));
    return queries == Queries.ALL
        ? all
        : script.assign("torch.slice(%s, 0, 0, None, 2)".formatted(all));
  }

  /** Which tokens a state token sees: {@code [T, 2T]}, rows 0, 2, 4... of the causal mask. */
  private String stateMask(String keys) {
    String n = script.assign("torch.size(" + keys + ", 1)");
    return script.assign(
        "torch.slice(torch.tril(torch.new_ones(%s, [%s, %s], dtype=11)), 0, 0, None, 2)"
            .formatted(keys, n, n));
  }
}
