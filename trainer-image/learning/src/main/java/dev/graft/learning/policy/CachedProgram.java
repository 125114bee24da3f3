package dev.graft.learning.policy;

import dev.graft.learning.policy.BlockWriter.Queries;

/**
 * Writes the network over the newest K steps of an episode, keys and values of the earlier ones
 * being cached. A step is a pair of tokens, the action before it and its state:
 *
 * <pre>
 * slot   0     1   2   3   4   5            2c - 2  2c - 1
 * token  none  s0  a0  s1  a1  s2   ...     action  state     of a cache for c steps
 * </pre>
 *
 * <p>Slot 0 keeps the pairs aligned; no other token attends to it. Environments may stand at
 * different positions.
 */
final class CachedProgram {
  /**
   * Inputs, for n environments: states {@code [n, K, S]}, the actions before them {@code [n, K,
   * A]}, timesteps of both {@code [n, K]}, the pair each starts at {@code [n]}, the row of each in
   * the cache, ascending, {@code [n]}, and the slots that are in use after it, a number. Caches
   * {@code k} and {@code v}: one for each block, {@code [N, 2c, H, d / H]}, changed in place.
   */
  static final String INPUTS =
      "states: Tensor, actions: Tensor, timesteps: Tensor, earlier: Tensor, positions: Tensor,"
          + " rows: Tensor, used: Tensor, k: List[Tensor], v: List[Tensor]";

  private final PolicyPlan plan;
  private final Gpt2Architecture architecture;
  private final ScriptWriter script;

  CachedProgram(PolicyPlan plan, Gpt2Architecture architecture, ScriptWriter script) {
    this.plan = plan;
    this.architecture = architecture;
    this.script = script;
  }

  /** Writes it; the result holds the actions at the newest states, {@code [n, 1, A]}. */
  String write() {
    String x = tokens();
    slots();
    BlockWriter blocks = new BlockWriter(plan, architecture, script, this::attention);
    for (int block = 0; block < architecture.layers(); block++) {
      x = blocks.write(block, x, block == architecture.layers() - 1 ? Queries.LAST : Queries.ALL);
    }
    return script.action(script.norm(x, "final_norm", architecture.embeddingDim()));
  }

  private String tokens() {
    String states =
        script.add(script.preciseLinear("states", "state_embedding"), time("timesteps"));
    String actions =
        script.add(script.preciseLinear("actions", "action_embedding"), time("earlier"));
    String pairs =
        script.assign("torch.flatten(torch.stack([%s, %s], 2), 1, 2)".formatted(actions, states));
    return script.norm(pairs, "embedding_norm", architecture.embeddingDim());
  }

  private String time(String steps) {
    String table = script.parameter("timestep_embedding.weight");
    return script.assign("torch.embedding(%s, %s)".formatted(table, steps));
  }

  /**
   * The slots of the new tokens {@code [n, 2K]}, and which slots each sees {@code [n, 1, 2K,
   * limit]}.
   */
  private void slots() {
    script.run("count = torch.mul(torch.size(states, 1), 2)");
    script.run("fresh = torch.arange(count, dtype=4, layout=None, device=ops.prim.device(rows))");
    script.run("slots = torch.add(torch.unsqueeze(torch.mul(positions, 2), 1), fresh)");
    script.run("limit = int(torch.item(used))");
    script.run("seen = torch.arange(limit, dtype=4, layout=None, device=ops.prim.device(rows))");
    script.run("own = torch.unsqueeze(slots, 2)");
    script.run("past = torch.__and__(torch.le(seen, own), torch.ge(seen, 1))");
    script.run("mask = torch.unsqueeze(torch.__or__(past, torch.eq(seen, own)), 1)");
    script.run("everyone = torch.eq(torch.size(rows, 0), torch.size(k[0], 0))");
    script.run("cells = annotate(List[Optional[Tensor]], [torch.unsqueeze(rows, 1), slots])");
  }

  private String attention(int block, Queries queries, String q, String keys, String values) {
    String allKeys = remember("k[" + block + "]", keys);
    String allValues = remember("v[" + block + "]", values);
    String mask = queries == Queries.ALL ? "mask" : "torch.slice(mask, 2, -1)";
    return script.assign(
        "torch.transpose(torch.scaled_dot_product_attention(torch.transpose(%s, 1, 2),".formatted(q)
            + " torch.transpose(%s, 1, 2), torch.transpose(%s, 1, 2), %s, 0., False), 1, 2)"
                .formatted(allKeys, allValues, mask));
  }

  /** Writes the new entries into a cache; the result is what the environments' rows now hold. */
  private String remember(String cache, String entries) {
    script.run("_1 = torch.index_put_(%s, cells, %s)".formatted(cache, entries));
    String held = script.assign("torch.slice(%s, 1, 0, limit)".formatted(cache));
    String chosen = "of_" + held;
    script.run("if everyone:");
    script.run("  %s = %s".formatted(chosen, held));
    script.run("else:");
    script.run("  %s = torch.index_select(%s, 0, rows)".formatted(chosen, held));
    return chosen;
  }
}
