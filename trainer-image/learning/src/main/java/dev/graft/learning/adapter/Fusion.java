package dev.graft.learning.adapter;

import dev.graft.learning.policy.BlockSite;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.policy.ScriptWriter;
import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Attention over the frozen adapters of other tasks, after the MLP of each block (AdapterFusion:
 * Pfeiffer et al. 2021, section 3.2). Of h, and what each source adds to it, u_n = Wup GELU(Wdown
 * h):
 *
 * <pre>h + sum_n softmax_n(Q h . K u_n) V u_n</pre>
 *
 * <p>Adds 3Ld^2 parameters, and carries those of the sources. V starts as the identity, Q and K as
 * in a transformer: so the adapted policy starts with about the mean of what the sources add, not
 * as the backbone. The scores are in FP32.
 *
 * @param sources adapters of method pfeiffer in all blocks, at least one
 */
public record Fusion(List<Source> sources) implements BlockMethod {
  private static final Initialisation PROJECTION = new Initialisation.Normal(0.02);

  /** Copies the sources, and refuses none. */
  public Fusion {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("sources is empty; fusion needs at least one");
    }
  }

  /**
   * An adapter that is fused.
   *
   * @param name of the run that trained it
   * @param bottleneck its width m
   */
  public record Source(String name, int bottleneck) {
    /** Refuses an empty bottleneck. */
    public Source {
      Bottlenecks.requireSizes(bottleneck, 0);
    }
  }

  /**
   * The method that fuses trained adapters.
   *
   * @param adapters by name
   * @throws IllegalArgumentException when one is not of method pfeiffer, leaves blocks out, or has
   *     a head of its own
   */
  public static Fusion of(Map<String, Adapter> adapters) {
    List<Source> sources = new ArrayList<>();
    adapters.forEach(
        (name, adapter) -> sources.add(new Source(name, fusible(name, adapter).bottleneck())));
    return new Fusion(sources);
  }

  private static Pfeiffer fusible(String name, Adapter adapter) {
    if (adapter.method() instanceof Pfeiffer pfeiffer
        && pfeiffer.dropLowest() == 0
        && adapter.head() == HeadTraining.FROZEN) {
      return pfeiffer;
    }
    throw new IllegalArgumentException(
        "%s is %s with its head %s; fusion needs pfeiffer in all blocks, the head frozen"
            .formatted(name, adapter.method(), adapter.head()));
  }

  /** The parameters of the sources under the names they have here; in the order of the sources. */
  static TensorMap carried(List<Adapter> adapters, Gpt2Architecture architecture) {
    Map<String, Tensor> carried = new LinkedHashMap<>();
    for (int block = 0; block < architecture.layers(); block++) {
      String place = place(block);
      for (int source = 0; source < adapters.size(); source++) {
        TensorMap own = adapters.get(source).parameters();
        for (String name : own.names()) {
          if (name.startsWith(place + ".")) {
            carried.put(source(block, source) + name.substring(place.length()), own.get(name));
          }
        }
      }
    }
    return new TensorMap(carried);
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    int d = architecture.embeddingDim();
    LayoutBuilder fusion = new LayoutBuilder();
    LayoutBuilder carried = new LayoutBuilder();
    for (int block = 0; block < architecture.layers(); block++) {
      String path = fusion(block);
      fusion
          .parameter(path + ".query_proj.weight", PROJECTION, d, d)
          .parameter(path + ".key_proj.weight", PROJECTION, d, d)
          .parameter(path + ".value_proj.weight", Initialisation.IDENTITY, d, d);
      for (int source = 0; source < sources.size(); source++) {
        Bottlenecks.dense(carried, source(block, source), d, sources.get(source).bottleneck());
      }
      fusion.graft(block, BlockSite.AFTER_MLP, piece(block));
    }
    return fusion.build().carrying(carried.build().added());
  }

  private Graft.Piece piece(int block) {
    return (script, input, output) -> {
      String query = script.product(output, weight(script, block, "query"));
      List<String> scores = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int source = 0; source < sources.size(); source++) {
        String added = Bottlenecks.added(script, output, source(block, source));
        String key = script.product(added, weight(script, block, "key"));
        scores.add(script.sum(script.multiply(script.precise(query), script.precise(key))));
        values.add(script.product(added, weight(script, block, "value")));
      }
      return script.add(output, weighted(script, script.softmax(scores), values));
    };
  }

  private static String weighted(ScriptWriter script, List<String> weights, List<String> values) {
    String sum = script.multiply(weights.getFirst(), values.getFirst());
    for (int i = 1; i < values.size(); i++) {
      sum = script.add(sum, script.multiply(weights.get(i), values.get(i)));
    }
    return sum;
  }

  private static String weight(ScriptWriter script, int block, String name) {
    return script.parameter(fusion(block) + "." + name + "_proj.weight");
  }

  private static String place(int block) {
    return BottleneckPlace.AFTER_MLP.path(block);
  }

  private static String source(int block, int source) {
    return place(block) + ".sources." + source;
  }

  private static String fusion(int block) {
    return place(block) + ".fusion";
  }
}
