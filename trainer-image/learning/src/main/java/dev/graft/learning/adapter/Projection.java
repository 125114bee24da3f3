package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Gpt2Parameters;

/**
 * A linear layer of a block that an adapter may change. Queries, keys and values have names of
 * their own, although one multiplication computes them: they are the three parts of {@code
 * qkv_proj}.
 */
public enum Projection {
  /** Queries of the attention. */
  Q_PROJ("attention.q_proj", "attention.qkv_proj", 0, BlockSite.QUERY),
  /** Keys of the attention. */
  K_PROJ("attention.k_proj", "attention.qkv_proj", 1, BlockSite.KEY),
  /** Values of the attention. */
  V_PROJ("attention.v_proj", "attention.qkv_proj", 2, BlockSite.VALUE),
  /** Output of the attention. */
  OUT_PROJ("attention.out_proj", "attention.out_proj", 0, BlockSite.ATTENTION_OUTPUT),
  /** First layer of the MLP. */
  UP_PROJ("mlp.up_proj", "mlp.up_proj", 0, BlockSite.MLP_UP),
  /** Second layer of the MLP. */
  DOWN_PROJ("mlp.down_proj", "mlp.down_proj", 0, BlockSite.MLP_DOWN);

  private final String path;
  private final String owner;
  private final int part;
  private final BlockSite site;

  Projection(String path, String owner, int part, BlockSite site) {
    this.path = path;
    this.owner = owner;
    this.part = part;
    this.site = site;
  }

  /** The name in manifests and files. */
  @JsonValue
  public String label() {
    return path.substring(path.indexOf('.') + 1);
  }

  /** Where its output may be changed. */
  BlockSite site() {
    return site;
  }

  /** Prefix of what an adapter adds to it. */
  String path(int block) {
    return Gpt2Parameters.block(block) + "." + path;
  }

  /** The backbone's linear layer that it is, or is a part of. */
  String owner(int block) {
    return Gpt2Parameters.block(block) + "." + owner;
  }

  /** The first of its rows in its owner. */
  int firstRow(Gpt2Architecture architecture) {
    return part * architecture.embeddingDim();
  }

  /** Numbers it reads. */
  int inputs(Gpt2Architecture architecture) {
    return this == DOWN_PROJ ? architecture.mlpDim() : architecture.embeddingDim();
  }

  /** Numbers it writes: rows of its weight. */
  int outputs(Gpt2Architecture architecture) {
    return this == UP_PROJ ? architecture.mlpDim() : architecture.embeddingDim();
  }
}
