package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.graft.learning.policy.Architecture;

/**
 * How a backbone is adapted: the table of methods. Each says in its {@link AdapterLayout} which
 * parameters it adds, which of the backbone's it trains and what it puts on the sites of a block;
 * construction, counting, training and files follow from that. Names and parameters are those of a
 * manifest's {@code method}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Houlsby.class, name = "houlsby"),
  @JsonSubTypes.Type(value = Pfeiffer.class, name = "pfeiffer"),
  @JsonSubTypes.Type(value = Parallel.class, name = "parallel"),
  @JsonSubTypes.Type(value = Lora.class, name = "lora"),
  @JsonSubTypes.Type(value = Ia3.class, name = "ia3"),
  @JsonSubTypes.Type(value = Compacter.class, name = "compacter"),
  @JsonSubTypes.Type(value = Fusion.class, name = "fusion"),
  @JsonSubTypes.Type(value = BitFit.class, name = "bitFit"),
  @JsonSubTypes.Type(value = ActionHead.class, name = "actionHead"),
  @JsonSubTypes.Type(value = FullFineTune.class, name = "fullFineTune"),
  @JsonSubTypes.Type(value = ZeroShot.class, name = "zeroShot")
})
public sealed interface AdapterMethod
    permits BlockMethod, BitFit, ActionHead, FullFineTune, ZeroShot {

  /** What this method makes of a backbone of that architecture. */
  AdapterLayout layout(Architecture architecture);
}
