package dev.graft.learning.policy;

/**
 * Writes a transformer block with pre-norm (GPT-2), its sites in place. Shapes: B windows, N
 * tokens, Q of them asked for, d wide, H heads.
 *
 * <pre>
 * x [B, N, d] -- norm -- q [B, Q, d], k, v [B, N, d] -- attention [B, Q, d] -- projection -- + x -- norm -- MLP -- + --> [B, Q, d]
 * </pre>
 */
final class BlockWriter {

  /** The tokens whose output is wanted; the last block need not compute the others. */
  enum Queries {
    ALL,
    /** Every other token, from the first. */
    STATES,
    LAST;

    String select(ScriptWriter script, String x) {
      return switch (this) {
        case ALL -> x;
        case STATES -> script.assign("torch.slice(%s, 1, 0, None, 2)".formatted(x));
        case LAST -> script.assign("torch.slice(%s, 1, -1)".formatted(x));
      };
    }
  }

  /** How queries meet keys and values, all {@code [B, tokens, H, d / H]}. */
  @FunctionalInterface
  interface Attention {
    /** Writes it; the result is {@code [B, Q, H, d / H]}. */
    String write(int block, Queries queries, String q, String k, String v);
  }

  private final PolicyPlan plan;
  private final Gpt2Architecture architecture;
  private final ScriptWriter script;
  private final Attention attention;

  BlockWriter(
      PolicyPlan plan, Gpt2Architecture architecture, ScriptWriter script, Attention attention) {
    this.plan = plan;
    this.architecture = architecture;
    this.script = script;
    this.attention = attention;
  }

  String write(int block, String x, Queries queries) {
    String path = Gpt2Parameters.block(block);
    // Frozen blocks below what is trained run without.
    double probability = plan.trainsUpTo(block) ? architecture.dropout() : 0;
    String attended = attentionHalf(block, path, x, queries, probability);
    String kept = script.add(queries.select(script, x), attended);
    return script.add(kept, mlpHalf(block, path, kept, probability));
  }

  private String attentionHalf(
      int block, String path, String x, Queries queries, double probability) {
    String h = script.norm(x, path + ".attention_norm", width());
    String asked = queries.select(script, h);
    String[] qkv = projections(path + ".attention.qkv_proj", h, asked, queries);
    String q = heads(site(block, BlockSite.QUERY, asked, qkv[0]));
    String k = heads(site(block, BlockSite.KEY, h, qkv[1]));
    String v = heads(site(block, BlockSite.VALUE, h, qkv[2]));
    String values =
        script.assign("torch.flatten(%s, 2)".formatted(attention.write(block, queries, q, k, v)));
    String y = script.linear(values, path + ".attention.out_proj");
    y = site(block, BlockSite.ATTENTION_OUTPUT, values, y);
    return site(block, BlockSite.AFTER_ATTENTION, asked, script.dropout(y, probability));
  }

  private String mlpHalf(int block, String path, String x, double probability) {
    String h = script.norm(x, path + ".mlp_norm", width());
    String up = site(block, BlockSite.MLP_UP, h, script.linear(h, path + ".mlp.up_proj"));
    String hidden = site(block, BlockSite.MLP_HIDDEN, up, script.gelu(up));
    String y = script.linear(hidden, path + ".mlp.down_proj");
    y = site(block, BlockSite.MLP_DOWN, hidden, y);
    return site(block, BlockSite.AFTER_MLP, h, script.dropout(y, probability));
  }

  /** One multiplication when all tokens ask, two when keys and values are of more tokens. */
  private String[] projections(String path, String h, String asked, Queries queries) {
    int d = width();
    if (queries == Queries.ALL) {
      String qkv = script.linear(h, path);
      return new String[] {part(qkv, 2, 0, d), part(qkv, 2, d, 2 * d), part(qkv, 2, 2 * d, 3 * d)};
    }
    String weight = script.parameter(path + ".weight");
    String bias = script.parameter(path + ".bias");
    String q = script.linear(asked, part(weight, 0, 0, d), part(bias, 0, 0, d));
    String kv = script.linear(h, part(weight, 0, d, 3 * d), part(bias, 0, d, 3 * d));
    return new String[] {q, part(kv, 2, 0, d), part(kv, 2, d, 2 * d)};
  }

  private String site(int block, BlockSite site, String input, String output) {
    String result = output;
    for (Graft graft : plan.graftsOn(block, site)) {
      result = graft.piece().write(script, input, result);
    }
    return result;
  }

  private String heads(String x) {
    return script.assign(
        "torch.unflatten(%s, 2, [%d, %d])"
            .formatted(script.cast(x), architecture.heads(), architecture.headDim()));
  }

  private String part(String x, int dimension, int from, int to) {
    return script.assign("torch.slice(%s, %d, %d, %d)".formatted(x, dimension, from, to));
  }

  private int width() {
    return architecture.embeddingDim();
  }
}
