package dev.graft.learning.adapter;

import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Gpt2Parameters;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Two bottleneck adapters a block: h + Wup GELU(Wdown h + bdown) + bup, after the attention and
 * after the MLP (Houlsby et al. 2019, section 2.1; Transformer Adapters for Robot Learning,
 * equation 1). The up-projection starts at zero, so that the adapted policy starts as the backbone.
 * Adds 2L(2dm + m + d) parameters.
 *
 * @param bottleneck width m, at least 1
 */
public record Houlsby(int bottleneck) implements AdapterMethod {

  /** Refuses an empty bottleneck. */
  public Houlsby {
    if (bottleneck < 1) {
      throw new IllegalArgumentException("bottleneck is " + bottleneck + "; it must be at least 1");
    }
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    List<ParameterSpec> added = new ArrayList<>();
    List<Graft> grafts = new ArrayList<>();
    for (int block = 0; block < architecture.layers(); block++) {
      String path = Gpt2Parameters.block(block);
      graft(
          architecture,
          block,
          BlockSite.AFTER_ATTENTION,
          path + ".attention_adapter",
          added,
          grafts);
      graft(architecture, block, BlockSite.AFTER_MLP, path + ".mlp_adapter", added, grafts);
    }
    return new AdapterLayout(added, Set.of(), grafts);
  }

  private void graft(
      Gpt2Architecture architecture,
      int block,
      BlockSite site,
      String path,
      List<ParameterSpec> added,
      List<Graft> grafts) {
    long d = architecture.embeddingDim();
    // As torch.nn.Linear starts: uniform within 1 / sqrt(inputs).
    Initialisation uniform = new Initialisation.Uniform(1 / Math.sqrt(d));
    added.add(ParameterSpec.of(path + ".down_proj.weight", uniform, bottleneck, d));
    added.add(ParameterSpec.of(path + ".down_proj.bias", Initialisation.ZEROS, bottleneck));
    added.add(ParameterSpec.of(path + ".up_proj.weight", Initialisation.ZEROS, d, bottleneck));
    added.add(ParameterSpec.of(path + ".up_proj.bias", Initialisation.ZEROS, d));
    grafts.add(
        new Graft(
            block,
            site,
            (script, input, output) -> {
              String low = script.gelu(script.linear(output, path + ".down_proj"));
              return script.add(output, script.linear(low, path + ".up_proj"));
            }));
  }
}
