package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A linear layer of a transformer block, named as the field names it. */
public enum Projection {
  /** Queries of the attention. */
  @JsonProperty("q_proj")
  Q_PROJ("q_proj", 2),
  /** Keys of the attention. */
  @JsonProperty("k_proj")
  K_PROJ("k_proj", 2),
  /** Values of the attention. */
  @JsonProperty("v_proj")
  V_PROJ("v_proj", 2),
  /** Output of the attention. */
  @JsonProperty("out_proj")
  OUT_PROJ("out_proj", 2),
  /** First layer of the MLP, four times as wide. */
  @JsonProperty("up_proj")
  UP_PROJ("up_proj", 5),
  /** Second layer of the MLP. */
  @JsonProperty("down_proj")
  DOWN_PROJ("down_proj", 5);

  private final String label;
  private final long sides;

  Projection(String label, long sides) {
    this.label = label;
    this.sides = sides;
  }

  /** The name in manifests and files. */
  public String label() {
    return label;
  }

  /** Inputs and outputs together, in widths of the backbone. */
  long sides() {
    return sides;
  }
}
