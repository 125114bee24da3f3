package dev.graft.learning.adapter;

import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Gpt2Parameters;

/** Where in a block a bottleneck sits, and what its parameters are called. */
enum BottleneckPlace {
  AFTER_ATTENTION(BlockSite.AFTER_ATTENTION, "attention_adapter"),
  AFTER_MLP(BlockSite.AFTER_MLP, "mlp_adapter");

  private final BlockSite site;
  private final String name;

  BottleneckPlace(BlockSite site, String name) {
    this.site = site;
    this.name = name;
  }

  BlockSite site() {
    return site;
  }

  /** Prefix of the bottleneck's parameters. */
  String path(int block) {
    return Gpt2Parameters.block(block) + "." + name;
  }
}
